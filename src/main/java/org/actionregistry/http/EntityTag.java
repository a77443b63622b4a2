package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.actionregistry.signing.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A strong entity tag (RFC 9110, section 8.8.3).
 *
 * @param value as it stands in the header, with its quotes
 */
public record EntityTag(String value) {
    private static final int DIGITS = 32;

    /** The tag of a representation that is these bytes. */
    public static EntityTag of(Buffer representation) {
        return of(representation.getBytes());
    }

    /** The same of bytes. */
    static EntityTag of(byte[] representation) {
        return of(Digest.of(representation));
    }

    /** The tag of a representation that is told from others by these two parts of it. */
    static EntityTag of(byte[] before, byte[] after) {
        return of(Digest.of(before, after));
    }

    private static EntityTag of(Digest digest) {
        return new EntityTag('"' + digest.hex().substring(0, DIGITS) + '"');
    }

    /**
     * Whether an {@code If-None-Match} names this tag, or {@code *}; compares weakly, as section 13.1.2 asks.
     *
     * @param ifNoneMatch the header's lines joined by commas, null where it was not sent
     */
    public boolean matches(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.equals(value)) {
            return true;
        }
        for (String candidate : ifNoneMatch.split(",", -1)) {
            String tag = candidate.strip();
            if (tag.equals("*") || tag.equals(value) || tag.equals("W/" + value)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an {@code If-Match} names this tag, or {@code *}; compares strongly, as section 13.1.1 asks.
     *
     * @param ifMatch the header's lines joined by commas
     */
    public boolean matchesStrongly(String ifMatch) {
        return Arrays.stream(ifMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(value));
    }
}
