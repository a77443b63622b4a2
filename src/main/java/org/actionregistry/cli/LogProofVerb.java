package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.client.LogClient;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.InclusionProof;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.TlogProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "proof",
        description = {
            "Fetch the proof that a version was logged (C2SP tlog-proof), with the entry itself as its extra data; with 'log check-proof' it is checked anywhere, without"
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
        LogClient client = server.logClient(terminal);
        TlogProof fetched = client.proof(action.resolve(server.client(terminal)));
        byte[] proof = withEntry(client, fetched).toString().getBytes(UTF_8);
        if (out.isPresent()) {
            FileOutput.replace(out.get(), proof);
        } else {
            terminal.out().writeBytes(proof);
            terminal.out().flush();
        }
        return ExitCode.YES.code();
    }

    /** So that the file is all it takes; what it carries is the leaf itself, so the proof vouches for it. */
    private static TlogProof withEntry(LogClient client, TlogProof proof) {
        InclusionProof inclusion = proof.inclusion();
        byte[] entry = client.entry(inclusion.index(), inclusion.size());
        Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
        if (!inclusion.verify(MerkleHash.ofLeaf(entry), checkpoint.root())) {
            throw new VerbFailure(
                    ExitCode.NO, "the log's proof does not show its own entry " + inclusion.index() + " to be logged");
        }
        return proof.withExtra(entry);
    }
}
