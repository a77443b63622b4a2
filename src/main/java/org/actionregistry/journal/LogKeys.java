package org.actionregistry.journal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.signing.ChecksumKey;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;

/**
 * The keys of one log. While one key takes over from another both sign, under the same origin, so that whoever knows either
 * can follow.
 */
public final class LogKeys {
    private final String origin;
    private final List<NoteSigner> signers;

    /**
     * @param origin the log's name: a schema-less URL such as {@code registry.example.com/log}
     * @param keys at least one
     * @throws IllegalArgumentException when the origin cannot name a key (no spaces, no plus sign)
     */
    public LogKeys(String origin, List<Ed25519PrivateKey> keys) {
        this.origin = origin;
        KeyName name = new KeyName(origin);
        this.signers = keys.stream().map(key -> new NoteSigner(name, key)).toList();
    }

    /** The public keys; the first is the current one. */
    public List<VerifierKey> verifierKeys() {
        return signers.stream().map(NoteSigner::verifierKey).toList();
    }

    /** Keys for checksums, one of each private key, in the same order. */
    public List<ChecksumKey> checksumKeys(String purpose) {
        return signers.stream().map(signer -> signer.key().checksumKey(purpose)).toList();
    }

    /** A signer whose work is done on Vert.x's worker threads. */
    public CheckpointSigner on(Vertx vertx) {
        return new CheckpointSigner() {
            @Override
            public String origin() {
                return origin;
            }

            @Override
            public List<VerifierKey> keys() {
                return verifierKeys();
            }

            @Override
            public Future<SignedNote> sign(long size, MerkleHash root) {
                return vertx.executeBlocking(() -> new Checkpoint(origin, size, root).sign(signers), false);
            }
        };
    }

    /** Without the private keys. */
    @Override
    public String toString() {
        return "LogKeys[" + origin + ", " + signers.size() + " keys]";
    }
}
