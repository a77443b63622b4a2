package org.actionregistry.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A verb that does nothing by itself and has verbs of its own. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class VerbGroup implements Runnable {
    @ParentCommand
    private RegistryCommand registry;

    @Spec
    private CommandSpec spec;

    final Terminal terminal() {
        return registry.terminal();
    }

    @Override
    public final void run() {
        List<String> verbs = new ArrayList<>(spec.subcommands().keySet());
        String last = verbs.remove(verbs.size() - 1);
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a verb is missing: " + String.join(", ", verbs) + " or " + last);
    }
}
