package org.actionregistry.publishing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of meta-schemas as rules (JSON Schema 2020-12, Validation and Core, section 10). As in JSON Schema, a rule about one type
 * admits every value of another.
 */
final class MetaSchemaKeywords {
    private MetaSchemaKeywords() {}

    static MetaSchemaRule all(Collection<MetaSchemaRule> rules) {
        MetaSchemaRule[] each = rules.toArray(MetaSchemaRule[]::new);
        return each.length == 1 ? each[0] : value -> admitAll(each, value);
    }

    private static boolean admitAll(MetaSchemaRule[] rules, @Nullable Object value) {
        for (MetaSchemaRule rule : rules) {
            if (!rule.admits(value)) {
                return false;
            }
        }
        return true;
    }

    static MetaSchemaRule any(List<MetaSchemaRule> rules) {
        return value -> {
            for (MetaSchemaRule rule : rules) {
                if (rule.admits(value)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** A value, so that the same types are asked for once. */
    private record Types(List<?> words) implements MetaSchemaRule {
        @Override
        public boolean admits(@Nullable Object value) {
            for (Object word : words) {
                if (is(value, word)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean is(@Nullable Object value, Object word) {
            return switch ((String) word) {
                case "object" -> value instanceof Map;
                case "array" -> value instanceof List;
                case "string" -> value instanceof String;
                case "boolean" -> value instanceof Boolean;
                case "number" -> value instanceof Number;
                // 2.0 is one, too; the full validator knows.
                case "integer" -> value instanceof Long;
                default -> throw new IllegalStateException("the type '" + word + "' is not understood");
            };
        }
    }

    static MetaSchemaRule type(List<?> words) {
        return new Types(words);
    }

    static MetaSchemaRule oneOf(List<?> values) {
        Set<?> allowed = Set.copyOf(values);
        return value -> value != null && allowed.contains(value);
    }

    static MetaSchemaRule properties(Map<String, List<MetaSchemaRule>> properties) {
        Map<String, MetaSchemaRule> byName = new HashMap<>();
        properties.forEach((name, rules) -> byName.put(name, all(rules)));
        return value -> {
            if (value instanceof Map<?, ?> object) {
                for (Map.Entry<?, ?> member : object.entrySet()) {
                    MetaSchemaRule rule = byName.get(member.getKey());
                    if (rule != null && !rule.admits(member.getValue())) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    static MetaSchemaRule members(MetaSchemaRule rule) {
        return value -> !(value instanceof Map<?, ?> object) || admitsEach(rule, object.values());
    }

    static MetaSchemaRule names(MetaSchemaRule rule) {
        return value -> !(value instanceof Map<?, ?> object) || admitsEach(rule, object.keySet());
    }

    static MetaSchemaRule items(MetaSchemaRule rule) {
        return value -> !(value instanceof List<?> list) || admitsEach(rule, list);
    }

    private static boolean admitsEach(MetaSchemaRule rule, Collection<?> values) {
        for (Object value : values) {
            if (!rule.admits(value)) {
                return false;
            }
        }
        return true;
    }

    static MetaSchemaRule minItems(double least) {
        return value -> !(value instanceof List<?> list) || list.size() >= least;
    }

    /** Arrays of distinct strings; when values of other types are equal is for the full validator to say. */
    static MetaSchemaRule distinctTexts() {
        return value -> {
            if (value instanceof List<?> list) {
                Set<Object> seen = new HashSet<>();
                for (Object item : list) {
                    if (!(item instanceof String) || !seen.add(item)) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    /** Only the form of drafts up to 7 that names other members. */
    static MetaSchemaRule dependencies(Map<?, ?> dependencies) {
        dependencies.values().forEach(names -> {
            if (!(names instanceof List<?>)) {
                throw new IllegalStateException("only names are understood in dependencies");
            }
        });
        return value -> {
            if (value instanceof Map<?, ?> object) {
                for (Map.Entry<?, ?> dependency : dependencies.entrySet()) {
                    if (object.containsKey(dependency.getKey())
                            && !object.keySet().containsAll((List<?>) dependency.getValue())) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    static MetaSchemaRule minimum(double least, boolean exclusive) {
        return value -> !(value instanceof Number number)
                || (exclusive ? number.doubleValue() > least : number.doubleValue() >= least);
    }

    static MetaSchemaRule pattern(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return value -> !(value instanceof String text) || pattern.matcher(text).find();
    }

    /** Addresses without user, port, query or escapes: those that real schemas name. */
    private static final Pattern PLAIN_URI =
            Pattern.compile("https?://[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*(?:/[A-Za-z0-9._~-]+)*/?#?");

    private static final Pattern PLAIN_FRAGMENT = Pattern.compile("#[A-Za-z0-9._~$/-]*");

    static MetaSchemaRule format(String format) {
        return switch (format) {
            case "uri" ->
                value -> !(value instanceof String text)
                        || PLAIN_URI.matcher(text).matches();
            case "uri-reference" ->
                value -> !(value instanceof String text)
                        || PLAIN_FRAGMENT.matcher(text).matches()
                        || PLAIN_URI.matcher(text).matches();
            case "regex" -> value -> !(value instanceof String text) || isRegex(text);
            default -> throw new IllegalStateException("the format '" + format + "' is not understood");
        };
    }

    /** The full validator takes Java's regular expressions for those of ECMA-262, but for the end of input. */
    private static boolean isRegex(String text) {
        if (text.contains("\\Z")) {
            return false;
        }
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
