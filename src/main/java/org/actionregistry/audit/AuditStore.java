package org.actionregistry.audit;

import io.vertx.core.Future;
import java.util.List;

/** Where the audit trail is kept. */
public interface AuditStore {
    /**
     * Adds rows, all or none.
     *
     * @return fails with {@link org.actionregistry.failure.Unavailable} when trying again may help; the rows may have been
     *     added then, if the connection broke during commit
     */
    Future<Void> append(List<AuditRecord> records);

    /** Rows that pass a filter. */
    Future<AuditPage> read(AuditQuery query);
}
