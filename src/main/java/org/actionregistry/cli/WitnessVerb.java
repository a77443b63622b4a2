package org.actionregistry.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.app.ExitSignal;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.VerifierKey;
import org.actionregistry.witness.Witness;
import org.actionregistry.witness.WitnessServer;
import org.actionregistry.witness.WitnessState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "witness",
        description = {
            "Cosign the checkpoints of other parties' logs, each of which must extend the one before (C2SP tlog-witness),"
                    + " until told to stop (SIGTERM).",
            "The state file is what a witness is worth: lose it, and the key may cosign a log that was rewritten."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class WitnessVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            required = true,
            description = "The checkpoint cosigned last, of each log; made by the first run.")
    private Path state;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The private key, PKCS#8 PEM; 'keygen --witness' makes one. It signs nothing else.")
    private Path key;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "The witness's name, such as example.com/witness.")
    private KeyName name;

    @Option(names = "--log", paramLabel = "VKEY", description = "The verifier key of a log to cosign; more than once.")
    private List<VerifierKey> logs = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A policy (C2SP tlog-policy) whose logs are cosigned; its witnesses are ignored.")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Where to listen; default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8100",
            description = "Where to listen, 0 for any free port; default: ${DEFAULT-VALUE}.")
    private int port;

    @Override
    public Integer call() {
        List<VerifierKey> known = new ArrayList<>(logs);
        policy.ifPresent(
                file -> InputDocument.read(file).read(LogPolicy::parse).logs().forEach(log -> known.add(log.key())));
        if (known.isEmpty()) {
            throw VerbFailure.usage("no log to cosign: give --log VKEY or a --policy that names one");
        }
        if (port < 0 || port > 65_535) {
            throw VerbFailure.usage("--port is 0 to 65535");
        }
        Cosigner cosigner = new Cosigner(name, privateKey());
        WitnessState opened = openState(cosigner);
        WitnessServer server = listen(new Witness(known, cosigner, opened, Clock.systemUTC()));
        announce(server, cosigner.verifierKey());
        ExitSignal.awaitThen(server::close);
        return ExitCode.YES.code();
    }

    private Ed25519PrivateKey privateKey() {
        return InputDocument.read(key)
                .read(pem -> Ed25519PrivateKey.fromPem(new String(pem, StandardCharsets.ISO_8859_1)));
    }

    private WitnessState openState(Cosigner cosigner) {
        try {
            return WitnessState.open(state, cosigner.verifierKey());
        } catch (IOException e) {
            throw VerbFailure.usage(state + ": cannot be used: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw VerbFailure.usage(state + ": is not this witness's state: " + e.getMessage());
        }
    }

    private WitnessServer listen(Witness witness) {
        try {
            return WitnessServer.start(witness, new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new VerbFailure(ExitCode.SERVER, "cannot listen on " + host + ":" + port + ": " + e.getMessage());
        }
    }

    private void announce(WitnessServer server, VerifierKey vkey) {
        Terminal terminal = registry.terminal();
        if (output.json()) {
            terminal.json(Map.of("port", (long) server.port(), "vkey", vkey.toString()));
        } else {
            terminal.out().println("vkey " + vkey);
            terminal.note("cosigning on http://" + host + ":" + server.port() + "/add-checkpoint");
        }
    }
}
