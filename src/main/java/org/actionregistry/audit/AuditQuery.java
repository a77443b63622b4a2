package org.actionregistry.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which rows to read: those that pass every filter, newest first.
 *
 * @param before only rows with a smaller id
 * @param limit the most rows, at least 1
 */
public record AuditQuery(Filter filter, Optional<Long> before, int limit) {
    /**
     * What rows must have in common.
     *
     * @param targetPrefix what the target begins with
     * @param since the earliest time
     * @param until the first time that is too late
     */
    public record Filter(
            Optional<String> principal,
            Optional<String> operation,
            Optional<String> target,
            Optional<String> targetPrefix,
            Optional<String> kid,
            Optional<String> address,
            Optional<String> code,
            Optional<AuditResult> result,
            Optional<Long> logIndex,
            Optional<Instant> since,
            Optional<Instant> until) {}

    /** The rows that follow the one of that id. */
    public AuditQuery behind(long id) {
        return new AuditQuery(filter, Optional.of(id), limit);
    }
}
