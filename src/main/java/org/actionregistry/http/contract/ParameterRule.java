package org.actionregistry.http.contract;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One compiled parameter of an operation: a string, an integer or a boolean. */
final class ParameterRule {
    private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final Map<String, Object> BOOLEANS = Map.of("true", true, "false", false);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final String name;
    private final String place;
    private final boolean required;
    private final JsonType type;
    private final ValueRule rule;
    private final @Nullable Object otherwise;

    /**
     * @param parameter the resolved parameter object of the contract
     * @throws IllegalStateException when its schema is not enforced here
     */
    ParameterRule(Map<String, @Nullable Object> parameter, ContractDocument document) {
        this.name = String.valueOf(parameter.get("name"));
        this.place = parameter.get("in") + "." + name;
        this.required = Boolean.TRUE.equals(parameter.get("required"));
        if (parameter.containsKey("style") || parameter.containsKey("explode") || parameter.containsKey("content")) {
            throw new IllegalStateException(place + ": style, explode and content are not enforced on requests");
        }
        Map<String, @Nullable Object> schema = document.resolved(parameter.get("schema"));
        this.type = JsonType.ofWord(String.valueOf(schema.get("type")));
        if (type != JsonType.STRING && type != JsonType.INTEGER && type != JsonType.BOOLEAN) {
            throw new IllegalStateException(place + ": parameters of type " + type + " are not enforced on requests");
        }
        if (type == JsonType.INTEGER && !(schema.containsKey("minimum") && schema.containsKey("maximum"))) {
            throw new IllegalStateException(place + ": an integer parameter has a minimum and a maximum");
        }
        this.rule = new SchemaCompiler(document.root()).compile(schema, place);
        this.otherwise = typedDefault(schema.get("default"));
    }

    String name() {
        return name;
    }

    /** Puts the value, or else the default, into {@code values}; {@code raw} is decoded, null where it was not sent. */
    void check(@Nullable String raw, Map<String, Object> values, Violations found) {
        if (raw == null) {
            if (required) {
                found.add(place, "required", "is required");
            } else if (otherwise != null) {
                values.put(name, otherwise);
            }
            return;
        }
        Object value = typed(raw);
        rule.check(value, place, found);
        values.put(name, value);
    }

    /** The value as its type, or unchanged where it is no such, for the rule to say so. */
    private Object typed(String raw) {
        return switch (type) {
            case INTEGER -> INTEGER.matcher(raw).matches() ? clamped(raw) : raw;
            case BOOLEAN -> BOOLEANS.getOrDefault(raw, raw);
            default -> raw;
        };
    }

    /** Beyond 64 bits an integer stays beyond every bound a contract sets. */
    private static Long clamped(String digits) {
        return new BigInteger(digits).max(LEAST).min(MOST).longValue();
    }

    private static @Nullable Object typedDefault(@Nullable Object value) {
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }
}
