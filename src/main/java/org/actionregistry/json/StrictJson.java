package org.actionregistry.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

public final class StrictJson {
    public static final int MAX_DEPTH = 64;

    private StrictJson() {}

    public static @Nullable Object read(byte[] utf8, int maxDepth) {
        throw new UnsupportedOperationException();
    }

    public static Map<String, @Nullable Object> readObject(byte[] utf8, int maxDepth) {
        throw new UnsupportedOperationException();
    }
}
