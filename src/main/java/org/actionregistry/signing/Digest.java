package org.actionregistry.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest (FIPS 180-4), written {@code sha256:} and 64 lower-case hexadecimal digits. Immutable. */
public final class Digest {
    /** The length of a digest, in bytes. */
    public static final int LENGTH = 32;

    private static final String PREFIX = "sha256:";
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[0-9a-f]{" + 2 * LENGTH + "}");

    /** Asking the platform for one takes longer than most digests do. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Digest::sha256);

    private final byte[] value;

    private Digest(byte[] value) {
        this.value = value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest of {@code bytes}. */
    public static Digest of(byte[] bytes) {
        return new Digest(SHA_256.get().digest(bytes));
    }

    /** The digest of {@code first} and, right behind it, {@code second}. */
    public static Digest of(byte[] first, byte[] second) {
        MessageDigest sha256 = SHA_256.get();
        sha256.update(first);
        return new Digest(sha256.digest(second));
    }

    /**
     * Reads what {@link #toString} writes. Upper-case digits are refused: a digest has one spelling.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Digest parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("a digest is \"sha256:\" and 64 lower-case hexadecimal digits");
        }
        return new Digest(HexFormat.of().parseHex(text, PREFIX.length(), text.length()));
    }

    /** A copy of the {@value #LENGTH} bytes; what a signature is made over. */
    public byte[] bytes() {
        return value.clone();
    }

    /** The 64 lower-case hexadecimal digits, without the prefix. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(value, digest.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return PREFIX + hex();
    }
}
