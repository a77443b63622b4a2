package org.actionregistry.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.app.BadSetting;
import org.actionregistry.app.LogSetup;
import org.actionregistry.app.Settings;
import picocli.CommandLine.Option;

/** Where a verb that runs the registry itself takes its settings from. */
final class ServerSettings {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML settings laid over the defaults of conf/registry.yaml; the environment wins over both.")
    private Optional<Path> config = Optional.empty();

    Optional<Path> configFile() {
        return config;
    }

    /** Reads the settings and starts logging as they say. */
    Settings load(Map<String, String> environment) {
        Settings settings = read(environment);
        LogSetup.apply(settings.logLevel(), settings.logJson());
        return settings;
    }

    private Settings read(Map<String, String> environment) {
        try {
            return Settings.load(environment, config);
        } catch (BadSetting bad) {
            throw VerbFailure.usage(String.valueOf(bad.getMessage()));
        }
    }
}
