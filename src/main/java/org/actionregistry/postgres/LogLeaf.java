package org.actionregistry.postgres;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.actionregistry.journal.JournalEntry;
import org.actionregistry.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** The bytes of one leaf of the transparency log. */
final class LogLeaf {
    /** RFC 3339 in UTC with always six decimals: PostgreSQL's resolution, and one spelling of one time. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private LogLeaf() {}

    /** RFC 8785 form of {@code {index, type, time, ...body}}. */
    static byte[] encode(long index, Instant time, JournalEntry entry) {
        Map<String, @Nullable Object> leaf = new LinkedHashMap<>(entry.body());
        leaf.put("index", index);
        leaf.put("type", entry.type());
        leaf.put("time", TIME.format(time));
        return CanonicalJson.encode(leaf);
    }
}
