package org.actionregistry.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
    void documentsOfTheRfcHaveItsCanonicalForm(String name) {
        byte[] canonical = CanonicalJson.canonicalize(Vectors.read("input/" + name + ".json"));
        String hex = new String(Vectors.read("outhex/" + name + ".txt"), US_ASCII).replaceAll("\\s", "");
        assertThat(canonical).isEqualTo(HexFormat.of().parseHex(hex));
        assertThat(new String(canonical, UTF_8)).isEqualTo(new String(Vectors.read("output/" + name + ".json"), UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numberSamplesOfTheRfcAreWrittenAsInItsAppendixB(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(text(CanonicalJson.encode(value))).isEqualTo(expected);
    }

    /** The fewest digits that read back; of those, the closest. Found here by trying all decimals of 1, 2, 3 digits. */
    @Test
    void theSmallestSubnormalsHaveAsFewDigitsAsEcmaScriptGivesThem() {
        for (long bits = 1; bits <= 100; bits++) {
            double value = Double.longBitsToDouble(bits);
            BigDecimal written = new BigDecimal(text(CanonicalJson.encode(value)));
            assertThat(written).as("subnormal %d", bits).isEqualByComparingTo(shortestByTrial(value));
        }
    }

    private static BigDecimal shortestByTrial(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits <= 4; digits++) {
            List<BigDecimal> readBack = new ArrayList<>();
            for (int scale = 322; scale <= 330; scale++) {
                for (int s = 1; s < Math.pow(10, digits); s++) {
                    BigDecimal candidate = BigDecimal.valueOf(s, scale);
                    if (candidate.doubleValue() == value) {
                        readBack.add(candidate);
                    }
                }
            }
            if (!readBack.isEmpty()) {
                readBack.sort(
                        java.util.Comparator.comparing(c -> c.subtract(exact).abs()));
                return readBack.get(0);
            }
        }
        throw new AssertionError("more than four digits for " + value);
    }

    @Test
    void stringsAreEscapedOnlyWhereJsonDemandsIt() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x80; c++) {
            all.append(c);
        }
        assertThat(text(CanonicalJson.encode(all + "/\u00e9\u2028\ufeff\uffff\ud83d\ude02")))
                .isEqualTo(
                        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                                + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c"
                                + "\\u001d\\u001e\\u001f !\\\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^_`"
                                + "abcdefghijklmnopqrstuvwxyz{|}~\u007f/\u00e9\u2028\ufeff\uffff\ud83d\ude02\"");
    }

    @Test
    void everyCharacterIsWrittenAsTheUtf8OfThePlatform() {
        StringBuilder all = new StringBuilder();
        for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                all.appendCodePoint(c);
            }
        }
        assertThat(Arrays.equals(CanonicalJson.encode(all.toString()), ('"' + all.toString() + '"').getBytes(UTF_8)))
                .isTrue();
    }

    @Test
    void keysAreOrderedByUtf16UnitsAndNotByCharacter() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("\ufb33", 1L); // after the emoji's first unit d83d, before its character U+1F602
        object.put("\ud83d\ude02", 2L);
        object.put("aa", 3L);
        object.put("a", 4L);
        object.put("", 5L);
        object.put("B", 6L);
        assertThat(text(CanonicalJson.encode(object)))
                .isEqualTo("{\"\":5,\"B\":6,\"a\":4,\"aa\":3,\"\ud83d\ude02\":2,\"\ufb33\":1}");
    }

    @Test
    void integersOfBothTypesLiteralsAndEmptyContainersAreWritten() {
        assertThat(text(CanonicalJson.encode(Arrays.asList(
                        1, -2L, StrictJson.MAX_SAFE_INTEGER, true, false, null, Map.of(), List.of(), -0.0, ""))))
                .isEqualTo("[1,-2,9007199254740991,true,false,null,{},[],0,\"\"]");
    }

    @Test
    void whatJsonCannotSayIsRefused() {
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(cyclic);
        List<Object> refused = List.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                StrictJson.MAX_SAFE_INTEGER + 1,
                -StrictJson.MAX_SAFE_INTEGER - 1,
                Long.MIN_VALUE,
                "\ud800",
                "a\udc00b",
                "\udc00\ud800",
                "\ud83d\ud83d\ude02",
                Map.of("\udfff", 1),
                Map.of(1, 1),
                1.5f,
                BigDecimal.ONE,
                'c',
                new byte[0],
                cyclic);
        for (Object value : refused) {
            assertThatIllegalArgumentException()
                    .as("%s", value.getClass())
                    .isThrownBy(() -> CanonicalJson.encode(value));
        }
    }

    @Test
    void aSignatureSurvivesReserialisationOfTheDocument() {
        assertThat(text(CanonicalJson.canonicalize(
                        "{\"b\": [1.0, 1e2, -0], \"a\\u0062\": \"\\u00e9\\/\"}".getBytes(UTF_8))))
                .isEqualTo("{\"ab\":\"\u00e9/\",\"b\":[1,100,0]}");
    }

    private static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }
}
