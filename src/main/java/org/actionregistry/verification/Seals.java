package org.actionregistry.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.actionregistry.signing.ChecksumKey;
import org.actionregistry.signing.Seal;

/**
 * Seals say that a version was verified: that this signature is valid over this digest under this public key, and that the
 * document names itself as what it is filed under, or not at all. Neither can ever change, so a seal never expires; what can
 * (whether the key is known and trusted, whether the bytes are still those of the digest) it says nothing of. Thread-safe.
 *
 * <p>A seal is a checksum under a key that the database never sees, over everything it speaks of: who can only write to the
 * database cannot make one, and one that was made for another version is wrong for this one.
 */
public final class Seals {
    /** What the keys are derived for. */
    public static final String PURPOSE = "action-registry/seal";

    /** Nobody makes seals, and none is right. */
    public static final Seals NONE = new Seals(List.of());

    /** Another list of fields, or another meaning, takes another label. */
    private static final byte[] LABEL = "action-registry/seal/v1".getBytes(UTF_8);

    private final List<ChecksumKey> keys;

    /** @param keys the first makes seals, all are believed; none where there are to be no seals */
    public Seals(List<ChecksumKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** The seal of what the caller has verified, all of it; empty where there is no key for it. */
    Optional<Seal> make(SignedVersion verified) {
        return keys.stream().findFirst().map(key -> new Seal(key.checksum(message(verified))));
    }

    /** Whether {@code seal} was made for exactly this, under one of the keys. Hashes some 400 bytes a key. */
    boolean vouch(Seal seal, SignedVersion signed) {
        byte[] message = message(signed);
        for (ChecksumKey key : keys) {
            if (seal.is(key.checksum(message))) {
                return true;
            }
        }
        return false;
    }

    /** Each field behind its length, so that no two versions have one message. */
    static byte[] message(SignedVersion signed) {
        byte[][] fields = {
            LABEL,
            signed.coordinate().name().value().getBytes(UTF_8),
            signed.coordinate().version().toString().getBytes(UTF_8),
            signed.digest().bytes(),
            signed.signature().alg().getBytes(UTF_8),
            signed.signature().sig().getBytes(UTF_8),
            signed.key().bytes()
        };
        int length = 0;
        for (byte[] field : fields) {
            length += Integer.BYTES + field.length;
        }
        ByteBuffer message = ByteBuffer.allocate(length);
        for (byte[] field : fields) {
            message.putInt(field.length).put(field);
        }
        return message.array();
    }
}
