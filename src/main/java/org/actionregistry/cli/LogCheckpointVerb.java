package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.client.LogMonitor;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.UntrustedNoteException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "checkpoint",
        description = {
            "Print the log's latest checkpoint, a signed note.",
            "With --vkey, --vkey-file or --policy its signatures are verified, with exit code 1 when it must not be believed."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LogCheckpointVerb implements Callable<Integer> {
    @ParentCommand
    private LogVerb log;

    @Mixin
    private ServerOptions server;

    @Mixin
    private LogTrustOptions trust;

    @Override
    public Integer call() {
        SignedNote note = server.logClient(log.terminal()).checkpoint();
        trust.trust().ifPresent(trusted -> verify(note, trusted));
        log.terminal().out().writeBytes(note.bytes());
        log.terminal().out().flush();
        return ExitCode.YES.code();
    }

    private static void verify(SignedNote note, LogMonitor.Trust trusted) {
        try {
            var unused = trusted.policy().verify(note);
        } catch (UntrustedNoteException e) {
            throw new VerbFailure(ExitCode.NO, "the checkpoint is not to be believed: " + e.message());
        } catch (IllegalArgumentException e) {
            throw new VerbFailure(ExitCode.NO, "what the log signed is no checkpoint: " + e.getMessage());
        }
    }
}
