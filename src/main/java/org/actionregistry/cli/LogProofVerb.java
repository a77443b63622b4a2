package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "proof",
        description = {
            "Fetch the proof that a version was logged (C2SP tlog-proof); with 'log check-proof' it is checked anywhere, without"
                    + " the registry."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LogProofVerb implements Callable<Integer> {
    @ParentCommand
    private LogVerb log;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "NAME[@VERSION]", description = "The action, by default its latest version.")
    private ActionReference action;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the proof goes; default: standard output.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        Terminal terminal = log.terminal();
        byte[] proof = server.logClient(terminal)
                .proof(action.resolve(server.client(terminal)))
                .toString()
                .getBytes(UTF_8);
        if (out.isPresent()) {
            FileOutput.replace(out.get(), proof);
        } else {
            terminal.out().writeBytes(proof);
            terminal.out().flush();
        }
        return ExitCode.YES.code();
    }
}
