package org.actionregistry.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.actionregistry.client.ApiKeyEntry;
import picocli.CommandLine.Command;

@Command(
        name = "api-keys",
        description = "Make, list and revoke API keys; for admins.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {ApiKeysCreateVerb.class, ApiKeysListVerb.class, ApiKeysRevokeVerb.class})
final class ApiKeysVerb extends VerbGroup {
    private static final String NONE = "-";

    /** Namespaces in one cell. */
    static String places(List<String> namespaces) {
        return namespaces.isEmpty() ? "everywhere" : String.join(",", namespaces);
    }

    /** Prints keys as rows, with what became of each. */
    static void print(Terminal terminal, Stream<ApiKeyEntry> keys) {
        Table table = new Table().row("ID", "NAME", "ROLE", "NAMESPACES", "STATE", "CREATED", "EXPIRES", "LAST USED");
        keys.forEach(key -> table.row(
                key.id(),
                key.name(),
                key.role(),
                places(key.namespaces()),
                state(key),
                key.createdAt(),
                key.expiresAt().orElse(NONE),
                key.lastUsedAt().orElse(NONE)));
        table.print(terminal.out(), terminal.outColumns());
    }

    private static String state(ApiKeyEntry key) {
        if (key.revokedAt().isPresent()) {
            return "revoked";
        }
        boolean expired = key.expiresAt()
                .map(ApiKeysVerb::time)
                .map(end -> !Instant.now().isBefore(end))
                .orElse(false);
        return expired ? "expired" : "active";
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException notOurs) {
            return Instant.MAX;
        }
    }
}
