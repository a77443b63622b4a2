package org.actionregistry.compatibility;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A set of the types that JSON values have; numbers are two, those that are integers and those that are not. */
record Types(int flags) {
    static final Types NULL = new Types(1);
    static final Types BOOLEAN = new Types(2);
    static final Types STRING = new Types(4);
    static final Types INTEGER = new Types(8);
    static final Types FRACTION = new Types(16);
    static final Types ARRAY = new Types(32);
    static final Types OBJECT = new Types(64);
    static final Types NUMBER = INTEGER.or(FRACTION);
    static final Types ALL = new Types(127);
    static final Types NONE = new Types(0);

    private static final Map<String, Types> NAMED = Map.of(
            "null", NULL,
            "boolean", BOOLEAN,
            "string", STRING,
            "integer", INTEGER,
            "number", NUMBER,
            "array", ARRAY,
            "object", OBJECT);

    /** Names from the largest sets to the smallest, so that a number is not called an integer and a fraction. */
    private static final List<String> NAMES =
            List.of("null", "boolean", "number", "integer", "string", "array", "object");

    /** Of the value of {@code type}. */
    static Types declared(@Nullable Object type) {
        if (type instanceof String name) {
            return NAMED.getOrDefault(name, NONE);
        }
        if (type instanceof List<?> names) {
            return names.stream().map(Types::declared).reduce(NONE, Types::or);
        }
        return ALL;
    }

    static Types ofAll(Collection<? extends @Nullable Object> values) {
        return values.stream().map(Types::of).reduce(NONE, Types::or);
    }

    static Types of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        if (value instanceof String) {
            return STRING;
        }
        if (value instanceof Number number) {
            return number.doubleValue() == Math.rint(number.doubleValue()) ? INTEGER : FRACTION;
        }
        return value instanceof List ? ARRAY : OBJECT;
    }

    Types or(Types other) {
        return new Types(flags | other.flags);
    }

    Types and(Types other) {
        return new Types(flags & other.flags);
    }

    Types without(Types other) {
        return new Types(flags & ~other.flags);
    }

    boolean meets(Types other) {
        return (flags & other.flags) != 0;
    }

    boolean isNone() {
        return flags == 0;
    }

    /** As {@code type} would name them; fractions alone are a {@code number}. */
    @Override
    public String toString() {
        if (this.equals(ALL)) {
            return "any type";
        }
        String named = NAMES.stream().filter(this::names).collect(Collectors.joining(", "));
        return named.isEmpty() ? "nothing" : named;
    }

    private boolean names(String name) {
        return switch (name) {
            case "number" -> meets(FRACTION);
            case "integer" -> meets(INTEGER) && !meets(FRACTION);
            default -> meets(NAMED.getOrDefault(name, NONE));
        };
    }
}
