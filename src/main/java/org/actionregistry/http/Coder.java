package org.actionregistry.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies one content coding. The native library of one is unpacked and loaded when it is first asked for, not at the start;
 * where that fails, one line in the log says so and the coding is not offered. Thread-safe.
 */
final class Coder {
    private static final Logger LOG = LoggerFactory.getLogger(Coder.class);

    private static final Map<Coding, Coder> ALL = Map.of(
            Coding.BROTLI, new Coder(Coding.BROTLI, () -> BrotliEncoder.load()),
            Coding.ZSTANDARD, new Coder(Coding.ZSTANDARD, () -> ZstandardEncoder.load()),
            Coding.GZIP, new Coder(Coding.GZIP, Coder::gzip));

    /** What compresses. */
    interface Encoder {
        byte[] encode(byte[] plain) throws IOException;
    }

    /** Where it comes from; fails with a {@link LinkageError} or a runtime exception where there is none. */
    interface Source {
        Encoder load() throws IOException;
    }

    private final Coding coding;
    private final Source source;
    private volatile @Nullable Encoder encoder;
    private volatile boolean absent;

    Coder(Coding coding, Source source) {
        this.coding = coding;
        this.source = source;
    }

    static Coder of(Coding coding) {
        Coder coder = ALL.get(coding);
        if (coder == null) {
            throw new IllegalStateException("no coder for " + coding);
        }
        return coder;
    }

    /** Whether it encodes without having to load anything first. */
    boolean isReady() {
        return encoder != null;
    }

    /** Whether it is known that this process cannot do it. */
    boolean isAbsent() {
        return absent;
    }

    /** The bytes in this coding; null where it is absent. May load a library, which takes tens of milliseconds. */
    byte @Nullable [] encode(byte[] plain) {
        try {
            Encoder loaded = encoder == null ? load() : encoder;
            return loaded == null ? null : loaded.encode(plain);
        } catch (IOException | RuntimeException | LinkageError failure) {
            giveUp(failure);
            return null;
        }
    }

    private synchronized @Nullable Encoder load() throws IOException {
        if (encoder == null && !absent) {
            encoder = source.load();
        }
        return encoder;
    }

    private synchronized void giveUp(Throwable failure) {
        if (!absent) {
            absent = true;
            LOG.warn("The content coding {} is not offered: {}", coding.token(), reason(failure));
        }
    }

    /** One line of what is at the bottom of it. */
    private static String reason(Throwable failure) {
        Throwable bottom = failure;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return bottom.toString().lines().findFirst().orElse("");
    }

    private static Encoder gzip() {
        return plain -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2);
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        };
    }
}
