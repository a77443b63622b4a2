package org.actionregistry.cli;

import java.util.Optional;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a new key is for; exactly one of the three. */
final class KeyPurpose {
    @Option(names = "--kid", paramLabel = "ID", required = true, description = "The key id, such as dev-root-1.")
    private @Nullable KeyId kid;

    @ArgGroup(exclusive = false)
    private @Nullable OfLog log;

    @ArgGroup(exclusive = false)
    private @Nullable OfWitness witness;

    private static final class OfLog {
        @Option(names = "--log", required = true, description = "The key signs a registry's transparency log.")
        private boolean chosen;

        @Option(
                names = "--origin",
                paramLabel = "ORIGIN",
                required = true,
                description = "The log's name, such as registry.example.com/log; the server's LOG_ORIGIN.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private KeyName origin;
    }

    private static final class OfWitness {
        @Option(names = "--witness", required = true, description = "The key cosigns other parties' logs.")
        private boolean chosen;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                required = true,
                description = "The witness's name, such as example.com/witness.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private KeyName name;
    }

    /** What verifies the notes that {@code key} signs; empty when it is to sign actions. */
    Optional<VerifierKey> verifierKey(Ed25519PrivateKey key) {
        if (log != null) {
            return Optional.of(new NoteSigner(log.origin, key).verifierKey());
        }
        return Optional.ofNullable(witness).map(of -> new Cosigner(of.name, key).verifierKey());
    }

    /** The key id of a key that signs actions. */
    KeyId kid() {
        if (kid == null) {
            throw VerbFailure.usage("give --kid ID, --log --origin ORIGIN or --witness --name NAME");
        }
        return kid;
    }
}
