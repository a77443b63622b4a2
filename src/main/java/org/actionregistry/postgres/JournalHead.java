package org.actionregistry.postgres;

import java.time.Instant;

/**
 * Where the next batch goes.
 *
 * @param time the database's clock, or the last entry's time where that is later
 */
record JournalHead(long nextIndex, Instant time) {}
