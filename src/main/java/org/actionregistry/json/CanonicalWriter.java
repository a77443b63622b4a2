package org.actionregistry.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as RFC 8785 says. One use each; not thread-safe. */
final class CanonicalWriter {
    private final Utf8Bytes out = new Utf8Bytes();
    private int depth;

    byte[] toByteArray() {
        return out.toByteArray();
    }

    void value(@Nullable Object value) {
        if (value instanceof String string) {
            string(string);
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof List<?> array) {
            array(array);
        } else if (value instanceof Long || value instanceof Integer) {
            integer(((Number) value).longValue());
        } else if (value instanceof Double number) {
            number(number);
        } else if (value == null || value instanceof Boolean) {
            out.ascii(String.valueOf(value));
        } else {
            throw new IllegalArgumentException(
                    "a JSON value cannot be a " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> members) {
        enter();
        out.ascii('{');
        String[] keys = sortedKeys(members);
        for (int i = 0; i < keys.length; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            string(keys[i]);
            out.ascii(':');
            value(members.get(keys[i]));
        }
        out.ascii('}');
        depth--;
    }

    /** RFC 8785, section 3.2.3: ordered by UTF-16 code units, which is what {@link String#compareTo} does. */
    private static String[] sortedKeys(Map<?, ?> members) {
        String[] keys = new String[members.size()];
        int count = 0;
        for (Object key : members.keySet()) {
            if (!(key instanceof String string)) {
                throw new IllegalArgumentException("a JSON key is a string");
            }
            keys[count++] = string;
        }
        Arrays.sort(keys);
        return keys;
    }

    private void array(List<?> elements) {
        enter();
        out.ascii('[');
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            value(element);
        }
        out.ascii(']');
        depth--;
    }

    /** Bounds the recursion, so that a value that contains itself is refused rather than overflowing the stack. */
    private void enter() {
        if (++depth > StrictJson.DEPTH_CEILING) {
            throw new IllegalArgumentException(
                    "objects and arrays nest deeper than " + StrictJson.DEPTH_CEILING + " levels");
        }
    }

    private void integer(long value) {
        if (value > StrictJson.MAX_SAFE_INTEGER || value < -StrictJson.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("the integer " + value + " is beyond 2^53-1");
        }
        out.ascii(Long.toString(value));
    }

    private void number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        out.ascii(EcmaNumber.toString(value));
    }

    private void string(String text) {
        out.ascii('"');
        out.escaped(text);
        out.ascii('"');
    }
}
