package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.app.Schema;
import org.actionregistry.app.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "migrate",
        description = "Bring the database's schema up to date, as DATABASE_OWNER_URL or else DATABASE_URL.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MigrateVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerSettings settings;

    @Override
    public Integer call() {
        Settings read = settings.load(registry.terminal().environment());
        registry.terminal().note("the schema of " + Schema.migrate(read) + " is up to date");
        return ExitCode.YES.code();
    }
}
