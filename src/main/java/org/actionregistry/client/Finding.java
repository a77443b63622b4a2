package org.actionregistry.client;

import java.util.OptionalLong;

/**
 * One thing in which a log breaks what it promises.
 *
 * @param kind what kind of breach it is
 * @param index of the entry concerned; empty when it concerns the log as a whole
 * @param message one line, for a person; holds text from the log
 */
public record Finding(Kind kind, OptionalLong index, String message) {
    /** What kind of breach. */
    public enum Kind {
        /** The checkpoint is malformed, or none of the trusted keys signed it. */
        CHECKPOINT,
        /** The log shows fewer entries than it did before. */
        ROLLED_BACK,
        /** The tree is not one that the tree seen before was appended to. */
        INCONSISTENT,
        /** The entries lead to another root than the checkpoint's. */
        ROOT,
        /** A tile is withheld, or is not the one the entries lead to. */
        TILE,
        /** Entries are withheld, are not what an entry looks like, or stand at another index than they say. */
        ENTRY,
        /** A coordinate was published twice. */
        DUPLICATE,
        /** What is served is not what was logged. */
        DOCUMENT;

        /** Whether the log itself is broken, so that nothing it says may be built on. */
        boolean isOfTheLog() {
            return this != DOCUMENT;
        }
    }

    static Finding of(Kind kind, String message) {
        return new Finding(kind, OptionalLong.empty(), message);
    }

    static Finding at(long index, Kind kind, String message) {
        return new Finding(kind, OptionalLong.of(index), message);
    }
}
