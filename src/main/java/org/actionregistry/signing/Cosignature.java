package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** The {@code timestamped_signature} of C2SP tlog-cosignature, its Ed25519 kind. */
final class Cosignature {
    private static final int LENGTH = Long.BYTES + Ed25519PublicKey.SIGNATURE_LENGTH;

    private Cosignature() {}

    static byte[] sign(Ed25519PrivateKey key, String text, long time) {
        return ByteBuffer.allocate(LENGTH)
                .putLong(time)
                .put(key.sign(message(text, time)))
                .array();
    }

    static boolean verify(Ed25519PublicKey key, String text, byte[] timestamped) {
        if (timestamped.length != LENGTH) {
            return false;
        }
        long time = time(timestamped);
        byte[] signature = new byte[Ed25519PublicKey.SIGNATURE_LENGTH];
        System.arraycopy(timestamped, Long.BYTES, signature, 0, signature.length);
        // A time beyond 2^63-1 is forbidden ("Format"); as a long it is negative.
        return time >= 0 && key.verify(message(text, time), signature);
    }

    /** Seconds since the epoch; the bytes must be {@value #LENGTH}, as of one that was verified. */
    static long time(byte[] timestamped) {
        return ByteBuffer.wrap(timestamped).getLong();
    }

    /** The header line keeps it apart from every note, whose text would be signed alone ("Ed25519 signed message"). */
    private static byte[] message(String text, long time) {
        return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8);
    }
}
