package org.actionregistry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.actionregistry.json.RefusedDocuments.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    static List<Refused> refused() {
        return RefusedDocuments.all();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void namesTheRuleAndThePlaceOfWhatItRefuses(Refused refused) {
        InvalidJsonException refusal = refusal(refused.document().get());
        assertThat(refusal.rule()).isEqualTo(refused.rule());
        assertThat(refusal.pointer()).isEqualTo(refused.pointer());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void explainsItselfShortlyAndInWordsOfJson(Refused refused) {
        String message = refusal(refused.document().get()).message();
        assertThat(message)
                .hasSizeLessThan(220)
                .doesNotContainPattern("\\p{Cntrl}")
                .doesNotContainPattern("(?i)jackson|fasterxml|parser|Source|REDACTED|feature|ALLOW_|CTRL-CHAR|token");
        boolean whereIsInBytes = List.of("encoding", "bom", "nul").contains(refused.rule());
        if (!whereIsInBytes) {
            assertThat(message).containsPattern("line \\d+, column \\d+");
        }
        assertThat(UTF_8.newEncoder().canEncode(message)).isTrue();
    }

    static List<Arguments> accepted() {
        List<Arguments> documents = new ArrayList<>();
        add(documents, "null", null);
        add(documents, " \t\r\ntrue\n", true);
        add(documents, "false", false);
        add(documents, "0", 0L);
        add(documents, "-0", 0L);
        add(documents, "-0.0", 0L);
        add(documents, "0e400", 0L);
        add(documents, "0.000E-99999", 0L);
        add(documents, "1.0", 1L);
        add(documents, "1e2", 100L);
        add(documents, "10E-1", 1L);
        add(documents, "1.5", 1.5);
        add(documents, "9007199254740991", 9007199254740991L);
        add(documents, "-9007199254740991", -9007199254740991L);
        add(documents, "9007199254740991.0", 9007199254740991L);
        add(documents, "4503599627370495.5", 4503599627370495.5);
        add(documents, "1E30", 1e30);
        add(documents, "1e21", 1e21);
        add(documents, "-1e21", -1e21);
        add(documents, "1.7976931348623157e308", Double.MAX_VALUE);
        add(documents, "5e-324", Double.MIN_VALUE);
        add(documents, "2.5e-324", Double.MIN_VALUE);
        add(documents, "333333333.33333329", 333333333.3333333);
        add(documents, "0." + "3".repeat(126), 1.0 / 3);
        add(documents, "\"\"", "");
        add(documents, "\"a\\u0000b\"", "a\u0000b");
        add(documents, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\"", "\"\\/\b\f\n\r\t\u00e9");
        add(documents, "\"\\ud83d\\uDE02\ud83d\ude02\"", "\ud83d\ude02\ud83d\ude02");
        add(documents, "\"\uFEFF\uFFFF\u007f\u2028\"", "\uFEFF\uFFFF\u007f\u2028");
        add(documents, "[]", List.of());
        add(documents, "{}", Map.of());
        add(
                documents,
                "[null,[1],{\"a\":null}]",
                Arrays.asList(null, List.of(1L), Collections.singletonMap("a", null)));
        add(documents, "{\"a\":{\"a\":1},\"A\":1,\"\":1}", Map.of("a", Map.of("a", 1L), "A", 1L, "", 1L));
        return documents;
    }

    private static void add(List<Arguments> documents, String document, @Nullable Object value) {
        documents.add(Arguments.of(document, value));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsValidDocuments(String document, @Nullable Object value) {
        assertThat(StrictJson.read(document.getBytes(UTF_8), StrictJson.MAX_DEPTH))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 512})
    void nestsAsDeepAsAllowedAndNoDeeper(int depth) {
        String arrays = "[".repeat(depth) + "]".repeat(depth);
        String objects = "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
        assertThat(StrictJson.read(arrays.getBytes(UTF_8), depth)).isInstanceOf(List.class);
        assertThat(StrictJson.readObject(objects.getBytes(UTF_8), depth)).isInstanceOf(Map.class);
        for (String deeper : List.of("[" + arrays + "]", "{\"a\":" + objects + "}", "[" + objects + "]")) {
            InvalidJsonException refusal = catchThrowableOfType(
                    InvalidJsonException.class, () -> StrictJson.read(deeper.getBytes(UTF_8), depth));
            assertThat(refusal.rule()).isEqualTo("depth");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 513, Integer.MAX_VALUE})
    void refusesDepthsItCannotPromise(int depth) {
        assertThatIllegalArgumentException().isThrownBy(() -> StrictJson.read("1".getBytes(UTF_8), depth));
    }

    @Test
    void keepsMembersInDocumentOrder() {
        byte[] document = "{\"z\":1,\"a\":2,\"m\":3}".getBytes(UTF_8);
        assertThat(StrictJson.readObject(document, 1).keySet()).containsExactly("z", "a", "m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"{}\"", "[{}]"})
    void readsAnObjectOnlyFromAnObject(String document) {
        InvalidJsonException refusal = catchThrowableOfType(
                InvalidJsonException.class, () -> StrictJson.readObject(document.getBytes(UTF_8), 64));
        assertThat(refusal.rule()).isEqualTo("not-an-object");
        assertThat(refusal.pointer()).isEmpty();
        assertThat(StrictJson.readObject("{\"a\":[]}".getBytes(UTF_8), 64)).isEqualTo(Map.of("a", List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"a\":1,}    | not JSON at line 1, column 8: unexpected '}'; look for a trailing comma, a missing value or a bracket without its pair",
                "[NaN]         | not JSON at line 1, column 2: unexpected NaN; only true, false and null stand without quotes",
                "[1, -Infinity | not JSON at line 1, column 5: unexpected -Infinity; only true, false and null stand without quotes",
                "{'a':1}       | not JSON at line 1, column 2: unexpected '''; strings and keys stand in double quotes",
                "[1] [2]       | the text goes on after the end of the JSON value (line 1, column 5)",
                "[1] // one    | the text goes on after the end of the JSON value (line 1, column 5)",
                "[1, // one    | not JSON at line 1, column 5: unexpected '/'; JSON has no comments",
                "[\"abc        | not JSON at line 1, column 6: the text ends before the value is complete",
                "{\"k\": 01}   | not JSON at line 1, column 8: unexpected '1'; look for a missing comma or colon, a leading zero or a key that is not a string",
                "[\"\\x\"]     | not JSON at line 1, column 4: unexpected 'x'; an escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with four hexadecimal digits",
                "{\"a\":1e400} | the number \"1e400\" is too large for a double (line 1, column 6)"
            })
    void saysWhatIsWrongWhereAndWhatWouldBeRight(String document, String message) {
        assertThat(refusal(document.getBytes(UTF_8)).message()).isEqualTo(message);
    }

    @Test
    void countsLinesAsEditorsDo() {
        assertThat(refusal("{\n \"a\": [1,\r\n  ?]}".getBytes(UTF_8)).message()).contains("line 3, column 3");
        assertThat(refusal("{\"a\":1,\n\n  \"a\":2}".getBytes(UTF_8)).message()).contains("line 3, column 3");
    }

    @Test
    void readsKeysThatCollideInAHashTable() {
        // "Aa" and "BB" have one hash code, and so has every string made of them.
        StringBuilder document = new StringBuilder("{");
        for (int i = 0; i < 1 << 12; i++) {
            document.append(i == 0 ? "" : ",").append('"');
            for (int bit = 0; bit < 12; bit++) {
                document.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            document.append("\":").append(i);
        }
        byte[] utf8 = document.append('}').toString().getBytes(UTF_8);
        assertThat(StrictJson.readObject(utf8, 1)).hasSize(1 << 12);
    }

    private static InvalidJsonException refusal(byte[] document) {
        InvalidJsonException refusal =
                catchThrowableOfType(InvalidJsonException.class, () -> StrictJson.read(document, StrictJson.MAX_DEPTH));
        assertThat(refusal).as("the document is refused").isNotNull();
        return refusal;
    }
}
