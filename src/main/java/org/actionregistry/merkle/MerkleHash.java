package org.actionregistry.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.actionregistry.signing.Base64Text;

/** A Merkle Tree Hash over SHA-256 (RFC 6962, section 2.1), written as base64. Immutable. */
public final class MerkleHash {
    /** The length of a hash, in bytes. */
    public static final int LENGTH = 32;

    /** The root of the tree without leaves: the hash of the empty string. */
    public static final MerkleHash EMPTY_ROOT = new MerkleHash(sha256().digest());

    /** Leaves and nodes are hashed apart, so that a node cannot be passed off as a leaf (RFC 6962, section 2.1). */
    private static final byte LEAF = 0;

    private static final byte NODE = 1;

    private final byte[] value;

    private MerkleHash(byte[] value) {
        this.value = value;
    }

    /** {@code SHA-256(0x00 || entry)}. */
    public static MerkleHash ofLeaf(byte[] entry) {
        MessageDigest sha256 = sha256();
        sha256.update(LEAF);
        return new MerkleHash(sha256.digest(entry));
    }

    /** {@code SHA-256(0x01 || left || right)}. */
    public static MerkleHash ofNode(MerkleHash left, MerkleHash right) {
        MessageDigest sha256 = sha256();
        sha256.update(NODE);
        sha256.update(left.value);
        return new MerkleHash(sha256.digest(right.value));
    }

    /**
     * Takes a hash that was computed before.
     *
     * @param hash {@value #LENGTH} bytes; copied
     * @throws IllegalArgumentException when the length is another
     */
    public static MerkleHash of(byte[] hash) {
        if (hash.length != LENGTH) {
            throw new IllegalArgumentException("a Merkle tree hash has " + LENGTH + " bytes, not " + hash.length);
        }
        return new MerkleHash(hash.clone());
    }

    /** The hash that stands at {@code offset} among others. */
    static MerkleHash at(byte[] hashes, int offset) {
        return new MerkleHash(Arrays.copyOfRange(hashes, offset, offset + LENGTH));
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is not canonical base64 of {@value #LENGTH} bytes
     */
    public static MerkleHash parse(String base64) {
        return of(Base64Text.decodeBare(base64));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A copy of the {@value #LENGTH} bytes. */
    public byte[] bytes() {
        return value.clone();
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MerkleHash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Standard padded base64, 44 characters. */
    @Override
    public String toString() {
        return Base64Text.encodeBare(value);
    }
}
