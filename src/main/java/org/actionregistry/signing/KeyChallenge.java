package org.actionregistry.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * What the holder of a new key signs to show that it is theirs. Whoever signs builds the {@link #message} from these
 * parts, so that no registry can have something else signed; it is a text of several lines, which no digest of a manifest
 * (32 bytes), no signed note and no cosignature can be taken for.
 *
 * @param nonce {@value #NONCE_LENGTH} random bytes; shared, never modified
 * @param expiresAt the moment from which it is void
 */
public record KeyChallenge(
        KeyId kid,
        Ed25519PublicKey publicKey,
        @SuppressWarnings("ArrayRecordComponent") byte[] nonce,
        Instant expiresAt) {
    /** The length of a nonce, in bytes. */
    public static final int NONCE_LENGTH = 32;

    private static final String PURPOSE = "action-registry/key-challenge/v1";

    /** @throws IllegalArgumentException when the nonce has another length */
    public KeyChallenge {
        if (nonce.length != NONCE_LENGTH) {
            throw new IllegalArgumentException("a challenge's nonce has " + NONCE_LENGTH + " bytes");
        }
    }

    /** The text that is signed: purpose, kid, public key, nonce and expiry, each on a line that ends with a line feed. */
    public String message() {
        return String.join(
                        "\n",
                        PURPOSE,
                        kid.value(),
                        publicKey.toString(),
                        Base64Text.encode(nonce),
                        expiresAt.toString())
                + "\n";
    }

    /** {@code base64:...}, the pure Ed25519 signature of the message's UTF-8 bytes. */
    public String sign(Ed25519PrivateKey key) {
        return Base64Text.encode(key.sign(message().getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether {@code sig} ({@code base64:...}) is the key's own signature of the message; malformed text is not. */
    public boolean isMetBy(String sig) {
        byte[] signature;
        try {
            signature = Base64Text.decode(sig);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return publicKey.verify(message().getBytes(StandardCharsets.UTF_8), signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyChallenge that && message().equals(that.message());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nonce);
    }

    @Override
    public String toString() {
        return "KeyChallenge[" + kid + ", until " + expiresAt + "]";
    }
}
