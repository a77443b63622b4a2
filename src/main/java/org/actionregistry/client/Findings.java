package org.actionregistry.client;

import java.util.ArrayList;
import java.util.List;

/** What a run has found so far. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();
    private boolean ofTheLog;

    void add(Finding finding) {
        ofTheLog |= finding.kind().isOfTheLog();
        if (!enough()) {
            all.add(finding);
        }
    }

    /** Whether the log itself is broken. */
    boolean ofTheLog() {
        return ofTheLog;
    }

    /** Whether there is no use in looking for more. */
    boolean enough() {
        return all.size() >= LogMonitor.MAX_FINDINGS;
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
