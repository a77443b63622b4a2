package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.client.LogEntry;
import org.actionregistry.client.LogMonitor;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.NotIncludedException;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.merkle.VerifiedCheckpoint;
import org.actionregistry.signing.UntrustedNoteException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check-proof",
        description = {
            "Say whether a proof shows that its entry was logged: exit code 0 for yes, 1 for no. Asks no registry.",
            "Which version, digest and key the entry speaks of is printed, for the reader to compare."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LogCheckProofVerb implements Callable<Integer> {
    @ParentCommand
    private LogVerb log;

    @Mixin
    private LogTrustOptions trust;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "FILE", description = "The proof; - is standard input.")
    private String file;

    @Option(
            names = "--entry",
            paramLabel = "FILE",
            description = "The entry's bytes as they were logged; default: those that the proof carries.")
    private Optional<String> entryFile = Optional.empty();

    @Option(names = "--action", paramLabel = "NAME@VERSION", description = "The version that the entry must publish.")
    private Optional<ActionReference> action = Optional.empty();

    @Override
    public Integer call() {
        LogMonitor.Trust trusted = trust.required();
        TlogProof proof = InputDocument.read(file, log.terminal()).read(TlogProof::parse);
        byte[] entry = entryFile
                .map(from -> InputDocument.read(from, log.terminal()).bytes())
                .or(proof::extra)
                .orElseThrow(() -> VerbFailure.usage("the proof carries no entry; give it with --entry FILE"));
        try {
            VerifiedCheckpoint verified = proof.verify(MerkleHash.ofLeaf(entry), trusted.policy());
            return said(proof, verified, entry).code();
        } catch (UntrustedNoteException e) {
            throw new VerbFailure(ExitCode.NO, "the checkpoint is not to be believed: " + e.message());
        } catch (NotIncludedException e) {
            throw new VerbFailure(ExitCode.NO, e.message());
        }
    }

    private ExitCode said(TlogProof proof, VerifiedCheckpoint verified, byte[] entry) {
        print(proof, verified, entry);
        if (action.isEmpty()) {
            return ExitCode.YES;
        }
        boolean meant;
        try {
            meant = LogEntry.parse(entry).publication().filter(this::isMeant).isPresent();
        } catch (IllegalArgumentException notARegistrys) {
            meant = false;
        }
        if (!meant) {
            throw new VerbFailure(ExitCode.NO, "the entry was logged, but does not publish what --action names");
        }
        return ExitCode.YES;
    }

    private boolean isMeant(LogEntry.Publication published) {
        return action.map(asked -> asked.name().equals(published.coordinate().name())
                        && asked.version()
                                .map(published.coordinate().version()::equals)
                                .orElse(true))
                .orElse(true);
    }

    private void print(TlogProof proof, VerifiedCheckpoint verified, byte[] entry) {
        String text = new String(entry, UTF_8);
        if (output.json()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("included", true);
            members.put("origin", verified.checkpoint().origin());
            members.put("index", proof.inclusion().index());
            members.put("size", verified.checkpoint().size());
            members.put("cosignatures", verified.cosignatures().size());
            members.put("entry", text);
            log.terminal().json(members);
            return;
        }
        new Table()
                .row("logged in", verified.checkpoint().origin())
                .row("at index", Long.toString(proof.inclusion().index()))
                .row("of", verified.checkpoint().size() + " entries")
                .row("cosigned by", verified.cosignatures().size() + " known witnesses")
                .row("entry", text)
                .print(log.terminal().out(), log.terminal().outColumns());
    }
}
