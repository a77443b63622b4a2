package org.actionregistry.postgres;

import java.time.Instant;
import org.actionregistry.merkle.MerkleHash;

/**
 * Where the next batch goes.
 *
 * @param treeSize how many entries the Merkle tree covers
 * @param time the database's clock, or the last entry's time where that is later
 */
record JournalHead(long nextIndex, long treeSize, MerkleHash treeRoot, Instant time) {}
