package org.actionregistry.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;

/** Brotli by Google's library, which is native. */
final class BrotliEncoder {
    /** Takes as long as the JDK's gzip; 11 takes forty times as long for a tenth less (docs/PERFORMANCE.md). */
    private static final int QUALITY = 6;

    /** As long as a manifest may be, 256 KiB; a decoder may have to set as much aside. */
    private static final int WINDOW_BITS = 18;

    private BrotliEncoder() {}

    /** @throws UnsatisfiedLinkError where the library cannot be loaded */
    static Coder.Encoder load() {
        Brotli4jLoader.ensureAvailability();
        Encoder.Parameters parameters =
                new Encoder.Parameters().setQuality(QUALITY).setWindow(WINDOW_BITS);
        return plain -> Encoder.compress(plain, parameters);
    }
}
