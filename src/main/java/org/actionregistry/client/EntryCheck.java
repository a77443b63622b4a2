package org.actionregistry.client;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.actionregistry.action.Coordinate;

/** Looks at the entries of a log one after the other: what they are, where they say they stand, and what they publish. */
final class EntryCheck {
    private final SeenCoordinates seen;
    private final Findings findings;
    private Instant latest = Instant.MIN;

    EntryCheck(SeenCoordinates seen, Findings findings) {
        this.seen = seen;
        this.findings = findings;
    }

    /**
     * Checks the next entry.
     *
     * @return the entry, unless it is none at all
     */
    Optional<LogEntry> check(long position, byte[] leaf) {
        LogEntry entry;
        try {
            entry = LogEntry.parse(leaf);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.at(position, Finding.Kind.ENTRY, "it is no entry of a registry: " + e.getMessage()));
            var none = seen.add(Optional.empty());
            return Optional.empty();
        }
        if (entry.index() != position) {
            findings.add(Finding.at(
                    position, Finding.Kind.ENTRY, "the entry says that it stands at index " + entry.index()));
        }
        if (entry.time().isBefore(latest)) {
            findings.add(Finding.at(
                    position, Finding.Kind.ENTRY, "its time " + entry.time() + " is before that of the entry before"));
        }
        latest = entry.time();
        Optional<Coordinate> published = entry.publication().map(LogEntry.Publication::coordinate);
        OptionalLong earlier = seen.add(published);
        if (earlier.isPresent()) {
            findings.add(Finding.at(
                    position,
                    Finding.Kind.DUPLICATE,
                    published.map(Coordinate::toString).orElse("") + " was published before, by entry "
                            + earlier.getAsLong()));
        }
        return Optional.of(entry);
    }
}
