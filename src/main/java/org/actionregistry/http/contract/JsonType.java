package org.actionregistry.http.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of JSON Schema (2020-12, Validation, section 6.1.1). */
enum JsonType {
    OBJECT("an object"),
    ARRAY("an array"),
    STRING("a string"),
    INTEGER("an integer"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NULL("null");

    private final String phrase;

    JsonType(String phrase) {
        this.phrase = phrase;
    }

    /** How a message names a value of this type. */
    String phrase() {
        return phrase;
    }

    static JsonType ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean covers(@Nullable Object value) {
        return switch (this) {
            case OBJECT -> value instanceof Map;
            case ARRAY -> value instanceof List;
            case STRING -> value instanceof String;
            case INTEGER ->
                value instanceof Long
                        || (value instanceof Double number
                                && !Double.isInfinite(number)
                                && Math.rint(number) == number);
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case NULL -> value == null;
        };
    }
}
