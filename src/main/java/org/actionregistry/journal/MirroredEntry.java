package org.actionregistry.journal;

import java.time.Instant;

/**
 * One entry of another registry's journal.
 *
 * @param time when that registry logged it
 * @param leaf its leaf there; shared, never modified
 * @param entry what happened
 */
public record MirroredEntry(
        Instant time,
        @SuppressWarnings("ArrayRecordComponent") byte[] leaf,
        JournalEntry entry) {}
