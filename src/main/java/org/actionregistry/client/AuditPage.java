package org.actionregistry.client;

import java.util.List;
import java.util.Optional;

/**
 * A page of the audit trail, newest first.
 *
 * @param nextCursor where the next page starts; empty on the last one
 */
public record AuditPage(List<AuditEntry> items, Optional<String> nextCursor) {
    static AuditPage of(JsonMembers answer) {
        return new AuditPage(
                answer.objects("items").stream().map(AuditEntry::of).toList(), answer.optionalText("next_cursor"));
    }
}
