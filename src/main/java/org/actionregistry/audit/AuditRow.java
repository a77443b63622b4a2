package org.actionregistry.audit;

import java.util.Optional;

/**
 * A row of the audit trail.
 *
 * @param id grows with each row; rows are read by it, newest first
 * @param logIndex the journal entry that the attempt has caused; empty for one that changed nothing the journal tells of
 */
public record AuditRow(long id, AuditRecord record, Optional<Long> logIndex) {}
