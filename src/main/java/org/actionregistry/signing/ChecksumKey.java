package org.actionregistry.signing;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * A secret for keyed checksums (HMAC-SHA256, RFC 2104): who does not have it can neither make one nor tell a right one from a
 * wrong one. Thread-safe; never shown by {@link #toString}.
 */
public final class ChecksumKey {
    /** The length of a checksum, in bytes. */
    public static final int CHECKSUM_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /** Holds the key and has seen no message; copies of it do the work, so that no two threads share one. */
    private final Mac fresh;

    private ChecksumKey(byte[] key) {
        try {
            fresh = Mac.getInstance(ALGORITHM);
            fresh.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * Derives a key from another secret by HKDF-SHA256 without salt (RFC 5869), so that neither it nor a key for another
     * purpose says anything of that secret.
     *
     * @param secret uniformly random, at least 32 bytes
     * @param purpose what the key is for; another purpose gives an unrelated key
     */
    static ChecksumKey derive(byte[] secret, byte[] purpose) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret, null, purpose));
        byte[] key = new byte[CHECKSUM_LENGTH];
        hkdf.generateBytes(key, 0, key.length);
        return new ChecksumKey(key);
    }

    /** The {@value #CHECKSUM_LENGTH} bytes for {@code message}; compare them in constant time. */
    public byte[] checksum(byte[] message) {
        return copy().doFinal(message);
    }

    private Mac copy() {
        try {
            return (Mac) fresh.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be copied", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ChecksumKey";
    }
}
