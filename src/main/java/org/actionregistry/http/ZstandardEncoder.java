package org.actionregistry.http;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;

/** Zstandard by its authors' library, which is native. */
final class ZstandardEncoder {
    /** Beyond it time grows tenfold for the next hundredth (docs/PERFORMANCE.md). */
    private static final int LEVEL = 9;

    private ZstandardEncoder() {}

    /** @throws LinkageError where the library cannot be loaded */
    static Coder.Encoder load() {
        Native.load();
        return plain -> Zstd.compress(plain, LEVEL);
    }
}
