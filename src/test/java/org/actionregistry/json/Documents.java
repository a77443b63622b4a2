package org.actionregistry.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** Random JSON values, and random spellings of one value. */
final class Documents {
    private static final List<Integer> NOTABLE =
            List.of(0, 0x22, 0x5C, 0x2F, 0x7F, 0xE9, 0x2028, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF, 0x1F602);

    private Documents() {}

    /** Values as {@link StrictJson} returns them, nested three deep at most so that they stay small. */
    static Arbitrary<Object> values() {
        return values(3);
    }

    private static Arbitrary<Object> values(int depth) {
        if (depth == 0) {
            return scalars();
        }
        Arbitrary<Object> inner = values(depth - 1);
        return Arbitraries.oneOf(
                inner,
                inner.list().ofMaxSize(4).map(list -> (Object) list),
                Arbitraries.maps(strings(), inner).ofMaxSize(4).map(map -> (Object) map));
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.oneOf(
                strings().map(s -> (Object) s),
                Arbitraries.longs()
                        .between(-StrictJson.MAX_SAFE_INTEGER, StrictJson.MAX_SAFE_INTEGER)
                        .map(n -> (Object) n),
                readableDoubles().map(d -> (Object) d),
                Arbitraries.of(true, false).map(b -> (Object) b));
    }

    static Arbitrary<Double> finiteDoubles() {
        return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    }

    /** Doubles that are not integers below 1e21, which are Longs or refused. */
    private static Arbitrary<Double> readableDoubles() {
        Arbitrary<Double> near = Arbitraries.doubles().between(-1e6, 1e6).ofScale(9);
        return Arbitraries.oneOf(finiteDoubles(), near)
                .filter(d -> d != Math.rint(d) || Math.abs(d) >= EcmaNumber.EXPONENT_FROM);
    }

    /** Any characters, planes and controls included, but no lone surrogates. */
    static Arbitrary<String> strings() {
        return Arbitraries.randomValue(random -> {
            StringBuilder string = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                string.appendCodePoint(codePoint(random));
            }
            return string.toString();
        });
    }

    private static int codePoint(Random random) {
        int codePoint = switch (random.nextInt(3)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> NOTABLE.get(random.nextInt(NOTABLE.size()));
            default -> random.nextInt(Character.MAX_CODE_POINT + 1);
        };
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return surrogate ? 'x' : codePoint;
    }

    /** One of the many spellings of a value: members shuffled, spaces strewn, characters escaped as luck has it. */
    static byte[] spelling(@Nullable Object value, Random random) {
        StringBuilder out = new StringBuilder();
        new Speller(out, random).spaced(value);
        return out.toString().getBytes(UTF_8);
    }

    private record Speller(StringBuilder out, Random random) {
        void spaced(@Nullable Object value) {
            space();
            if (value instanceof Map<?, ?> object) {
                object(object);
            } else if (value instanceof List<?> array) {
                array(array);
            } else if (value instanceof String string) {
                string(string);
            } else if (value instanceof Long integer) {
                out.append(integer)
                        .append(List.of("", ".0", "e0", "E+00", ".00e-0").get(random.nextInt(5)));
            } else {
                out.append(value);
            }
            space();
        }

        private void object(Map<?, ?> object) {
            List<Object> keys = new ArrayList<>(object.keySet());
            Collections.shuffle(keys, random);
            out.append('{');
            for (Object key : keys) {
                out.append(key == keys.get(0) ? "" : ",");
                spaced(key);
                out.append(':');
                spaced(object.get(key));
            }
            space();
            out.append('}');
        }

        private void array(List<?> array) {
            out.append('[');
            for (int i = 0; i < array.size(); i++) {
                out.append(i == 0 ? "" : ",");
                spaced(array.get(i));
            }
            space();
            out.append(']');
        }

        private void string(String string) {
            out.append('"');
            for (int i = 0; i < string.length(); i++) {
                char c = string.charAt(i);
                // Both halves of a pair or neither, or the text would not be UTF-8.
                boolean must = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
                out.append(must || random.nextInt(4) == 0 ? escape(c) : String.valueOf(c));
            }
            out.append('"');
        }

        private String escape(char c) {
            int letter = "\"\\/\b\f\n\r\t".indexOf(c);
            if (letter >= 0 && random.nextBoolean()) {
                return "\\" + "\"\\/bfnrt".charAt(letter);
            }
            return String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c);
        }

        private void space() {
            while (random.nextInt(3) == 0) {
                out.append(" \t\r\n".charAt(random.nextInt(4)));
            }
        }
    }
}
