package org.actionregistry.events;

import java.nio.charset.StandardCharsets;
import org.actionregistry.json.StrictJson;

/**
 * One journal entry as its watchers see it. The canonical JSON of the leaf is what they get; the other components are
 * taken from it once, for filters.
 *
 * @param name the action it is about; empty where it is about none
 * @param leaf the leaf of the transparency log: canonical JSON (RFC 8785), so without a line break
 */
public record Event(long index, String type, String name, String leaf) {
    /** A member of the leaf; empty where it is not there, or no text. Reads the whole leaf: for entries that are rare. */
    String text(String member) {
        return StrictJson.readObject(leaf.getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH)
                                .get(member)
                        instanceof String text
                ? text
                : "";
    }
}
