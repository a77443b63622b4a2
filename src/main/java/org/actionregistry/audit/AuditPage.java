package org.actionregistry.audit;

import java.util.List;

/**
 * Rows, newest first.
 *
 * @param more whether older ones pass the filter as well
 */
public record AuditPage(List<AuditRow> rows, boolean more) {
    public AuditPage {
        rows = List.copyOf(rows);
    }
}
