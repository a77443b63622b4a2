package org.actionregistry.signing;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note, not yet believed: {@code — name base64(key id || signature)} (C2SP signed-note,
 * "Format"). Immutable.
 */
public final class NoteSignature {
    /** The most bytes of a signature; room for the largest of the post-quantum ones the specification speaks of. */
    public static final int MAX_LENGTH = 8192;

    private static final String START = "\u2014 ";

    private final KeyName name;
    private final int keyId;
    private final byte[] value;

    /**
     * Takes the parts of a line.
     *
     * @param value what the key made of the text, 1 to {@value #MAX_LENGTH} bytes; copied
     * @throws IllegalArgumentException when it is shorter or longer
     */
    public NoteSignature(KeyName name, int keyId, byte[] value) {
        if (value.length == 0 || value.length > MAX_LENGTH) {
            throw new IllegalArgumentException("a note's signature has 1 to " + MAX_LENGTH + " bytes");
        }
        this.name = name;
        this.keyId = keyId;
        this.value = value.clone();
    }

    /**
     * Reads a line, given without its newline.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static NoteSignature parse(String line) {
        int space = line.indexOf(' ', START.length());
        if (!line.startsWith(START) || space < 0) {
            throw new IllegalArgumentException("a signature line is an em dash, a space, a name, a space and base64");
        }
        byte[] bytes = Base64Text.decodeBare(line.substring(space + 1));
        if (bytes.length <= Integer.BYTES) {
            throw new IllegalArgumentException("a signature line holds four bytes of key id and a signature");
        }
        byte[] value = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
        KeyName name = new KeyName(line.substring(START.length(), space));
        return new NoteSignature(name, ByteBuffer.wrap(bytes).getInt(), value);
    }

    /** The name of the key that is said to have signed. */
    public KeyName name() {
        return name;
    }

    /** The four bytes that, with the name, say which key it is; big-endian. */
    public int keyId() {
        return keyId;
    }

    /** A copy of the signature's bytes. */
    public byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature signature
                && keyId == signature.keyId
                && name.equals(signature.name)
                && Arrays.equals(value, signature.value);
    }

    @Override
    public int hashCode() {
        return 31 * keyId + Arrays.hashCode(value);
    }

    /** The line, without a newline. */
    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + value.length)
                .putInt(keyId)
                .put(value)
                .array();
        return START + name + " " + Base64Text.encodeBare(bytes);
    }
}
