package org.actionregistry.testing;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.Decoder;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What content codings stand for, by the reference decoders. */
public final class Decoded {
    private Decoded() {}

    /** @param coding as in {@code Content-Encoding}; empty where there is none */
    public static byte[] of(String coding, byte[] bytes) throws IOException {
        try (InputStream in = decoder(coding, new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static InputStream decoder(String coding, InputStream coded) throws IOException {
        switch (coding) {
            case "br" -> {
                Brotli4jLoader.ensureAvailability();
                // Its stream ends too early where 256 KiB come out, whoever made them; this takes all at once.
                return new ByteArrayInputStream(
                        Decoder.decompress(coded.readAllBytes()).getDecompressedData());
            }
            case "zstd" -> {
                return new ZstdInputStream(coded);
            }
            case "gzip" -> {
                return new GZIPInputStream(coded);
            }
            case "" -> {
                return coded;
            }
            default -> throw new IOException("unknown coding " + coding);
        }
    }
}
