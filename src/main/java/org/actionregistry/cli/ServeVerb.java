package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.app.ExitSignal;
import org.actionregistry.app.RegistryServer;
import org.actionregistry.app.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = ServeVerb.NAME,
        description = "Run the registry on the database in DATABASE_URL until it is told to stop (SIGTERM).",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ServeVerb implements Callable<Integer> {
    static final String NAME = "serve";

    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerSettings settings;

    @Override
    public Integer call() {
        return serve(registry.terminal(), settings);
    }

    /** What {@code serve} without any options does; returns the exit code. */
    static int serve(Terminal terminal) {
        try {
            return serve(terminal, new ServerSettings());
        } catch (RuntimeException failure) {
            return new FailureReport(terminal).report(failure);
        }
    }

    private static int serve(Terminal terminal, ServerSettings settings) {
        Settings read = settings.load(terminal.environment());
        RegistryServer server = RegistryServer.start(read);
        ExitSignal.awaitThen(server::stop);
        return ExitCode.YES.code();
    }
}
