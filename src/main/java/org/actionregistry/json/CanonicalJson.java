package org.actionregistry.json;

import org.jspecify.annotations.Nullable;

/** The canonical form of a JSON value: the one sequence of bytes that is hashed, signed, stored and served (RFC 8785). */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * The canonical bytes of a value: no spaces, keys ordered by UTF-16 code units, numbers as ECMAScript writes them,
     * strings with as few escapes as JSON allows, UTF-8.
     *
     * <p>Every finite double has a canonical form here, though {@link StrictJson} does not read all of them back: it
     * refuses integer literals beyond 2<sup>53</sup>-1.
     *
     * @param value what {@link StrictJson#read} returns; an {@link Integer} serves as a {@link Long}
     * @throws IllegalArgumentException for NaN and infinities, {@code Long}s beyond &plusmn;(2<sup>53</sup>-1), lone
     *     surrogates, keys that are not strings, other types, and nesting beyond {@link StrictJson#DEPTH_CEILING}
     */
    public static byte[] encode(@Nullable Object value) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.value(value);
        return writer.toByteArray();
    }

    /**
     * The canonical bytes of a document; canonicalising those again changes nothing.
     *
     * @param utf8 any JSON value, nested at most {@value StrictJson#MAX_DEPTH} deep
     * @throws InvalidJsonException when {@link StrictJson#read} refuses the document
     */
    public static byte[] canonicalize(byte[] utf8) {
        return encode(StrictJson.read(utf8, StrictJson.MAX_DEPTH));
    }
}
