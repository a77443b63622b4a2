package org.actionregistry.signing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 private key (RFC 8032, section 5.1.5). Immutable; never shown by {@link #toString}. */
public final class Ed25519PrivateKey {
    private final byte[] seed;
    private final Ed25519PublicKey publicKey;
    private final byte[] publicBytes;

    private Ed25519PrivateKey(byte[] seed) {
        this.seed = seed;
        publicBytes = new byte[Ed25519PublicKey.LENGTH];
        Ed25519.generatePublicKey(seed, 0, publicBytes, 0);
        publicKey = Ed25519PublicKey.of(publicBytes);
    }

    /** A new key from 32 bytes of {@code random}. */
    public static Ed25519PrivateKey generate(SecureRandom random) {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        return new Ed25519PrivateKey(seed);
    }

    /**
     * Reads an unencrypted PKCS#8 key, as {@code openssl genpkey -algorithm ed25519} writes it.
     *
     * @param pem one {@code PRIVATE KEY} block (RFC 7468) and white space around it; the form with the public key
     *     attached (RFC 8410, section 7; RFC 5958) is accepted when that is the right one
     * @throws IllegalArgumentException when it is anything else; says why, and repeats nothing of the key
     */
    public static Ed25519PrivateKey fromPem(String pem) {
        Pkcs8 parsed = Pkcs8.fromPem(pem);
        Ed25519PrivateKey key = new Ed25519PrivateKey(parsed.seed());
        parsed.refuseOtherPublicKey(key.publicBytes);
        return key;
    }

    /** The key as PKCS#8 version 1 (RFC 8410, section 7) in PEM, with 64 columns and {@code \n} line ends. */
    public String toPem() {
        return Pkcs8.toPem(seed);
    }

    /** The 64 bytes of this key's Ed25519 signature (pure, no context) of {@code message}; deterministic. */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519PublicKey.SIGNATURE_LENGTH];
        // The public key is this seed's own: signing with another's would leak the seed.
        Ed25519.sign(seed, 0, publicBytes, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** A key for checksums of which nobody without this one knows anything; always the same for the same purpose. */
    public ChecksumKey checksumKey(String purpose) {
        return ChecksumKey.derive(seed, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** The key that verifies what this one signs. */
    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public String toString() {
        return "Ed25519PrivateKey[of " + publicKey + "]";
    }
}
