package org.actionregistry.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to write something.
 *
 * @param principal who it was; {@code -} where nobody was recognised
 * @param target what it was about, such as {@code files.move@1.0.0}
 * @param kid the signing key it named
 * @param code the error code it was refused with
 * @param logIndex the journal entry it caused
 * @param json everything the registry said, including what this client does not know
 */
public record AuditEntry(
        Instant time,
        String principal,
        String operation,
        Optional<String> target,
        Optional<String> address,
        Optional<String> kid,
        long status,
        Optional<String> code,
        Optional<Long> logIndex,
        Map<String, @Nullable Object> json) {

    static AuditEntry of(JsonMembers row) {
        return new AuditEntry(
                row.time("time"),
                row.text("principal"),
                row.text("operation"),
                row.optionalText("target"),
                row.optionalText("address"),
                row.optionalText("kid"),
                row.integer("status"),
                row.optionalText("code"),
                row.values().get("log_index") == null ? Optional.empty() : Optional.of(row.integer("log_index")),
                row.values());
    }
}
