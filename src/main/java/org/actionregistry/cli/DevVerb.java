package org.actionregistry.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.app.DevRegistry;
import org.actionregistry.app.ExitSignal;
import org.actionregistry.app.LogSetup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "dev",
        description = {
            "Run a whole registry that needs nothing but this jar: embedded PostgreSQL, keys of its own, sample actions.",
            "Data and keys are kept between runs. Not for production."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DevVerb implements Callable<Integer> {
    private static final String QUIET = "WARN";

    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the API, 0 for a free one; default: $PORT, or 8000.")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".data",
            description = "Where database and keys are kept; default: ${DEFAULT-VALUE}.")
    private Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML settings laid over conf/registry.yaml.")
    private Optional<Path> config = Optional.empty();

    @Override
    public Integer call() {
        Map<String, String> environment = new HashMap<>(registry.terminal().environment());
        port.ifPresent(chosen -> environment.put("PORT", chosen.toString()));
        // A developer's key in the environment is for the client verbs; this registry makes its own.
        environment.putIfAbsent("HOST", "127.0.0.1");
        LogSetup.apply(environment.getOrDefault("LOG_LEVEL", QUIET), false);
        registry.terminal()
                .note("starting PostgreSQL and the registry; data in "
                        + data.toAbsolutePath().normalize());
        DevRegistry dev = DevRegistry.start(data, environment, config);
        if (output.json()) {
            registry.terminal().json(facts(dev));
        } else {
            greet(dev, registry.terminal().out());
        }
        registry.terminal().out().flush();
        ExitSignal.awaitThen(dev::stop);
        return ExitCode.YES.code();
    }

    private static Map<String, Object> facts(DevRegistry dev) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("url", dev.url());
        facts.put("api_key", dev.apiKey());
        facts.put("database_url", dev.databaseUrl());
        facts.put("trusted_keys_file", dev.trustedKeysFile().toString());
        facts.put("signing_key_file", dev.signingKeyFile().toString());
        facts.put("kid", dev.kid());
        facts.put("log_vkey", dev.logVkey());
        return facts;
    }

    private static void greet(DevRegistry dev, PrintStream out) {
        out.printf(
                """

                Action-Registry is ready.

                  API           %1$s
                  Docs          %1$s/docs
                  API key       %2$s   (admin)
                  Signing key   %3$s   (kid %4$s)
                  Trusted keys  %5$s
                  Database      %6$s

                Try:
                  curl -H "X-API-Key: %2$s" %1$s/actions
                  curl -H "X-API-Key: %2$s" %1$s/actions/files.move/versions/1.1.0
                  curl -H "X-API-Key: %2$s" %1$s/actions/files.move/versions/1.1.0/verify

                Ctrl-C stops it; the data stays.
                """,
                dev.url(), dev.apiKey(), dev.signingKeyFile(), dev.kid(), dev.trustedKeysFile(), dev.databaseUrl());
    }
}
