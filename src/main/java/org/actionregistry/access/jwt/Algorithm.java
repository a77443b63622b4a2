package org.actionregistry.access.jwt;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that a registry can be told to accept (RFC 7518, section 3.1; RFC 8037). All are asymmetric:
 * {@code none} and the HS family are no members, so no setting can let them in.
 */
public enum Algorithm {
    RS256("RSA", ""),
    RS384("RSA", ""),
    RS512("RSA", ""),
    PS256("RSA", ""),
    PS384("RSA", ""),
    PS512("RSA", ""),
    ES256("EC", "P-256", 64),
    ES384("EC", "P-384", 96),
    ES512("EC", "P-521", 132),
    EDDSA("OKP", "Ed25519", 64);

    private final String keyType;
    private final String curve;
    private final int signatureLength;

    Algorithm(String keyType, String curve) {
        this(keyType, curve, 0);
    }

    Algorithm(String keyType, String curve, int signatureLength) {
        this.keyType = keyType;
        this.curve = curve;
        this.signatureLength = signatureLength;
    }

    /** As it stands in a token's {@code alg}; empty for what is not accepted. Case matters there. */
    static Optional<Algorithm> of(@Nullable Object alg) {
        for (Algorithm algorithm : values()) {
            if (algorithm.word().equals(alg)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * As an operator writes it, in any case.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static Algorithm ofSetting(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }

    /** The word in {@code alg}. */
    public String word() {
        return this == EDDSA ? "EdDSA" : name();
    }

    /** Whether a key of the set is for this algorithm: of its type and curve, and of no other {@code alg}. */
    boolean fits(Map<String, @Nullable Object> key) {
        Object declared = key.get("alg");
        return keyType.equals(key.get("kty"))
                && (curve.isEmpty() || curve.equals(key.get("crv")))
                && (declared == null || word().equals(declared));
    }

    /** Whether a signature of so many bytes can be one; ECDSA's would be accepted in a second encoding otherwise. */
    boolean hasSignatureLength(int length) {
        return signatureLength == 0 || length == signatureLength;
    }
}
