package org.actionregistry.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) strictly enough that one document has one meaning: what is accepted here has exactly one
 * canonical form, and reading that form again gives an equal value.
 *
 * <p>Beyond the grammar, this follows I-JSON (RFC 7493): UTF-8 without a byte order mark, no duplicate keys, no lone
 * surrogates, no number outside what an IEEE 754 double carries across implementations. Anything else is refused with an
 * {@link InvalidJsonException}; nothing is repaired.
 *
 * <p>Values are {@code Map<String, Object>} (in document order), {@code List<Object>}, {@link String}, {@link Long},
 * {@link Double}, {@link Boolean} and {@code null}. A number is a {@code Long} whenever it is integral and within
 * &plusmn;(2<sup>53</sup>-1), however it was spelled ({@code 1}, {@code 1.0} and {@code 10e-1} are equal, {@code -0} is
 * {@code 0}), and a {@code Double} otherwise. Maps and lists are mutable and belong to the caller.
 */
public final class StrictJson {
    /** How deep a manifest may nest; the root object or array is level 1. */
    public static final int MAX_DEPTH = 64;

    /** The largest depth a caller may allow; reading recurses, so there has to be one. */
    public static final int DEPTH_CEILING = 512;

    /** The longest number text accepted, in characters. */
    public static final int MAX_NUMBER_LENGTH = 128;

    /** The largest magnitude of an integer literal, 2<sup>53</sup>-1 (RFC 7493, section 2.2). */
    public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private StrictJson() {}

    /**
     * Reads one JSON value of any kind.
     *
     * @param utf8 the whole document; callers bound its size
     * @param maxDepth the deepest nesting accepted, 1 to {@value #DEPTH_CEILING}; a scalar root has depth 0
     * @throws InvalidJsonException for the first thing wrong in document order (encoding, BOM and NUL before all else)
     * @throws IllegalArgumentException when {@code maxDepth} is out of bounds
     */
    public static @Nullable Object read(byte[] utf8, int maxDepth) {
        if (maxDepth < 1 || maxDepth > DEPTH_CEILING) {
            throw new IllegalArgumentException("maxDepth is 1 to " + DEPTH_CEILING + ", not " + maxDepth);
        }
        return DocumentReader.read(SourceText.decode(utf8), maxDepth);
    }

    /**
     * Reads one JSON object.
     *
     * @param utf8 the whole document; callers bound its size
     * @param maxDepth the deepest nesting accepted, 1 to {@value #DEPTH_CEILING}
     * @throws InvalidJsonException as {@link #read}, or with rule {@code not-an-object} when the root is something else
     * @throws IllegalArgumentException when {@code maxDepth} is out of bounds
     */
    @SuppressWarnings("unchecked") // DocumentReader makes no other kind of map
    public static Map<String, @Nullable Object> readObject(byte[] utf8, int maxDepth) {
        if (read(utf8, maxDepth) instanceof Map<?, ?> object) {
            return (Map<String, @Nullable Object>) object;
        }
        throw new InvalidJsonException(JsonPointer.ROOT, "not-an-object", "the document must be a JSON object, {...}");
    }
}
