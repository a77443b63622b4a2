package org.actionregistry.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.actionregistry.client.IssuedApiKey;
import org.actionregistry.client.NewApiKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "create",
        description = {
            "Make an API key and print it, this once.",
            "The key alone goes to standard output, so that it can be stored without being seen: KEY=$(... create ...)."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ApiKeysCreateVerb implements Callable<Integer> {
    enum KeyRole {
        READER,
        AUDITOR,
        PUBLISHER,
        MAINTAINER,
        ADMIN;

        /** As it is written on the command line and in the API. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})([hd])");

    @ParentCommand
    private ApiKeysVerb keys;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Option(names = "--name", paramLabel = "TEXT", required = true, description = "What people call the key.")
    private String name;

    @Option(names = "--role", paramLabel = "ROLE", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private KeyRole role;

    @Option(
            names = "--namespace",
            paramLabel = "NS",
            description = "Where a publisher or maintainer may write; may be given again. Default: everywhere.")
    private List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description = "90d, 12h, or a time such as 2030-01-31T00:00:00Z. Default: never.")
    private Optional<String> expires = Optional.empty();

    @Override
    public Integer call() {
        NewApiKey wanted = new NewApiKey(name, role.toString(), namespaces, expires.map(ApiKeysCreateVerb::expiry));
        Terminal terminal = keys.terminal();
        IssuedApiKey issued = server.client(terminal).createApiKey(wanted);
        if (output.json()) {
            terminal.json(issued.entry().json());
        } else {
            terminal.out().println(issued.secret());
            terminal.note("made the key " + issued.entry().id() + ", "
                    + role + " in " + ApiKeysVerb.places(issued.entry().namespaces())
                    + issued.entry().expiresAt().map(time -> ", until " + time).orElse("")
                    + "; it is not shown again");
        }
        return ExitCode.YES.code();
    }

    private static Instant expiry(String text) {
        Matcher age = AGE.matcher(text);
        if (age.matches()) {
            long count = Long.parseLong(age.group(1));
            Duration duration = age.group(2).equals("d") ? Duration.ofDays(count) : Duration.ofHours(count);
            return Instant.now().plus(duration).truncatedTo(ChronoUnit.SECONDS);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw VerbFailure.usage(
                    "--expires should be 90d, 12h, or a time such as 2030-01-31T00:00:00Z, not " + text);
        }
    }
}
