package org.actionregistry.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One journal entry as it was sent.
 *
 * @param index its place in the journal
 * @param name the action it is about, where it is about one
 * @param version the version it is about, where it is about one
 * @param json everything the registry said, including what this client does not know
 */
public record JournalEvent(
        long index,
        String type,
        Instant time,
        Optional<String> name,
        Optional<String> version,
        Map<String, @Nullable Object> json) {

    static JournalEvent of(JsonMembers leaf) {
        return new JournalEvent(
                leaf.integer("index"),
                leaf.text("type"),
                leaf.time("time"),
                leaf.optionalText("name"),
                leaf.optionalText("version"),
                leaf.values());
    }
}
