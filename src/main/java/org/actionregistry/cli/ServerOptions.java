package org.actionregistry.cli;

import java.util.Map;
import java.util.Optional;
import org.actionregistry.client.AuditClient;
import org.actionregistry.client.ClientSettings;
import org.actionregistry.client.KeyClient;
import org.actionregistry.client.LogClient;
import org.actionregistry.client.MaintenanceClient;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.client.ResolveClient;
import picocli.CommandLine.Option;

/** Which registry a verb talks to. */
final class ServerOptions {
    static final String URL_VARIABLE = "ACTION_REGISTRY_URL";
    static final String API_KEY_VARIABLE = "ACTION_REGISTRY_API_KEY";
    private static final String DEFAULT_URL = "http://localhost:8000";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The registry; default: $" + URL_VARIABLE + ", or " + DEFAULT_URL + ".")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description =
                    "The API key; default: $" + API_KEY_VARIABLE + ", which other users of the machine cannot see.")
    private Optional<String> apiKey = Optional.empty();

    /** A client of that registry; makes no request yet. */
    RegistryClient client(Terminal terminal) {
        return new RegistryClient(settings(terminal));
    }

    /** A client of that registry's keys; makes no request yet. */
    KeyClient keyClient(Terminal terminal) {
        return new KeyClient(settings(terminal));
    }

    /** A client of that registry for those who maintain what is published; makes no request yet. */
    MaintenanceClient maintenance(Terminal terminal) {
        return new MaintenanceClient(settings(terminal));
    }

    /** A client that finds the versions to use; makes no request yet. */
    ResolveClient resolveClient(Terminal terminal) {
        return new ResolveClient(settings(terminal));
    }

    /** A client of that registry's log; makes no request yet. */
    LogClient logClient(Terminal terminal) {
        return new LogClient(settings(terminal));
    }

    /** A client of that registry's audit trail; makes no request yet. */
    AuditClient auditClient(Terminal terminal) {
        return new AuditClient(settings(terminal));
    }

    private ClientSettings settings(Terminal terminal) {
        Map<String, String> environment = terminal.environment();
        try {
            return ClientSettings.of(
                    url.or(() -> given(environment, URL_VARIABLE)).orElse(DEFAULT_URL),
                    apiKey.or(() -> given(environment, API_KEY_VARIABLE)));
        } catch (IllegalArgumentException e) {
            throw VerbFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> given(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
    }
}
