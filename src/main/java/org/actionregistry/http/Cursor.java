package org.actionregistry.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Violation;
import org.actionregistry.signing.Digest;

/**
 * Opaque page cursors: the key of the last item behind a checksum over the list's filters and that key. A cursor that was
 * cut, changed or moved to a list with other filters is refused instead of silently giving another page. It grants nothing
 * that the caller could not list anyway, so the checksum needs no secret.
 */
final class Cursor {
    private static final int CHECK_BYTES = 8;

    private Cursor() {}

    /** The cursor for the page behind {@code lastKey} of the list described by {@code scope}. */
    static String after(String lastKey, List<String> scope) {
        byte[] key = lastKey.getBytes(StandardCharsets.UTF_8);
        byte[] cursor = ByteBuffer.allocate(CHECK_BYTES + key.length)
                .put(check(lastKey, scope))
                .put(key)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * The last key a cursor stands behind.
     *
     * @throws Invalid INVALID_CURSOR when this list did not give it out
     */
    static String lastKey(String cursor, List<String> scope) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length > CHECK_BYTES) {
                String key = new String(bytes, CHECK_BYTES, bytes.length - CHECK_BYTES, StandardCharsets.UTF_8);
                if (Arrays.equals(check(key, scope), Arrays.copyOf(bytes, CHECK_BYTES))) {
                    return key;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // Falls through to the refusal: to the caller it is the same mistake.
        }
        String message = "The cursor was not given out by this list with these filters; start from the first page.";
        throw new Invalid(ErrorCode.INVALID_CURSOR, message, List.of(new Violation("query.cursor", "cursor", message)));
    }

    private static byte[] check(String key, List<String> scope) {
        String text = String.join("\n", scope) + "\n\n" + key;
        return Arrays.copyOf(Digest.of(text.getBytes(StandardCharsets.UTF_8)).bytes(), CHECK_BYTES);
    }
}
