package org.actionregistry.client;

import java.util.List;
import java.util.Optional;
import org.actionregistry.merkle.Checkpoint;

/**
 * What a monitor found.
 *
 * @param checkpoint the one that was verified against; empty when there was none to believe
 * @param from where the monitor took up the log: the first entry it read
 * @param entries how many entries it read and hashed
 * @param documents how many served versions it compared with their entries
 * @param findings the breaches, in the order they came up; at most {@value LogMonitor#MAX_FINDINGS}
 */
public record MonitorReport(
        Optional<Checkpoint> checkpoint, long from, long entries, long documents, List<Finding> findings) {
    /** Copies the list. */
    public MonitorReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    public boolean sound() {
        return findings.isEmpty();
    }
}
