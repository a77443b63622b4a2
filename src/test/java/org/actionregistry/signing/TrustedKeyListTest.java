package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrustedKeyListTest {
    private static final String KEY = newKey();
    private static final String OTHER_KEY = newKey();

    @Test
    void readsEntriesInTheirOrder() {
        List<TrustedKeyList.Entry> entries = parse("[" + entry("b", OTHER_KEY) + ", " + entry("a", KEY) + "]");

        assertThat(entries)
                .containsExactly(
                        new TrustedKeyList.Entry(new KeyId("b"), Ed25519PublicKey.parse(OTHER_KEY)),
                        new TrustedKeyList.Entry(new KeyId("a"), Ed25519PublicKey.parse(KEY)));
    }

    @Test
    void readsAnEmptyList() {
        assertThat(parse(" [ ] ")).isEmpty();
    }

    @Test
    void acceptsAPublicKeyWithoutItsPrefix() {
        assertThat(parse("[" + entry("a", KEY.substring("base64:".length())) + "]"))
                .isEqualTo(parse("[" + entry("a", KEY) + "]"));
    }

    @Test
    void readsBackWhatItWrites() {
        List<TrustedKeyList.Entry> entries = parse("[" + entry("a", KEY) + "," + entry("b", OTHER_KEY) + "]");

        assertThat(TrustedKeyList.parse(TrustedKeyList.write(entries))).isEqualTo(entries);
        assertThat(TrustedKeyList.parse(TrustedKeyList.write(List.of()))).isEmpty();
    }

    @Test
    void writesOneEntryALine() {
        List<TrustedKeyList.Entry> entries = parse("[" + entry("a", KEY) + "," + entry("b", OTHER_KEY) + "]");

        assertThat(new String(TrustedKeyList.write(entries), UTF_8).lines())
                .containsExactly(
                        "[",
                        "{\"alg\":\"ed25519\",\"kid\":\"a\",\"public_key\":\"" + KEY + "\"},",
                        "{\"alg\":\"ed25519\",\"kid\":\"b\",\"public_key\":\"" + OTHER_KEY + "\"}",
                        "]");
    }

    @ParameterizedTest
    @CsvSource({
        "active, , ACTIVE",
        "not_yet_valid, , CLOSED",
        "expired, , CLOSED",
        "retired, , CLOSED",
        "revoked, superseded, CLOSED",
        "revoked, cessationOfOperation, CLOSED",
        "revoked, keyCompromise, WITHDRAWN",
        "revoked, unspecified, WITHDRAWN",
    })
    void heedsWhatARegistrySaysOfAKeyAndKeepsItWhenItIsWrittenAgain(
            String state, @Nullable String reason, TrustedKeyList.Standing standing) {
        String described = entry("a", KEY)
                .replace(
                        "}",
                        ", \"state\": \"" + state + "\", \"revocation_reason\": "
                                + (reason == null ? "null" : "\"" + reason + "\"")
                                + ", \"added_index\": 7, \"not_after\": null}");

        List<TrustedKeyList.Entry> entries = parse("[" + described + "]");

        assertThat(entries).extracting(TrustedKeyList.Entry::standing).containsExactly(standing);
        assertThat(TrustedKeyList.parse(TrustedKeyList.write(entries))).isEqualTo(entries);
    }

    @Test
    void refusesAStateItDoesNotKnowAndARevocationWithoutAReason() {
        for (String state : new String[] {"fine", "revoked"}) {
            String described = entry("a", KEY).replace("}", ", \"state\": \"" + state + "\"}");
            assertThatThrownBy(() -> parse("[" + described + "]"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("trusted key 1");
        }
    }

    static Stream<Arguments> refused() {
        String ok = entry("good-1", OTHER_KEY);
        return Stream.of(
                Arguments.of("nothing", "", "the trusted keys are not valid JSON"),
                Arguments.of("a syntax error", "[{]", "the trusted keys are not valid JSON"),
                Arguments.of("a BOM", "\ufeff[]", "the trusted keys are not valid JSON"),
                Arguments.of("an object", "{\"keys\": []}", "the trusted keys must be a JSON array"),
                Arguments.of("null", "null", "the trusted keys must be a JSON array"),
                Arguments.of("a string entry", "[" + ok + ", \"x\"]", "trusted key 2: should be an object"),
                Arguments.of("a null entry", "[null]", "trusted key 1: should be an object"),
                Arguments.of(
                        "no kid",
                        "[{\"alg\": \"ed25519\", \"public_key\": \"" + KEY + "\"}]",
                        "trusted key 1: kid is missing"),
                Arguments.of(
                        "a number as kid",
                        "[{\"kid\": 1, \"alg\": \"ed25519\", \"public_key\": \"" + KEY + "\"}]",
                        "trusted key 1: kid should be a string"),
                Arguments.of(
                        "an empty kid", "[" + entry("", KEY) + "]", "trusted key 1 (kid \"\"): a key id is 1 to 128"),
                Arguments.of(
                        "a kid with a line break",
                        "[" + entry("a\\nb", KEY) + "]",
                        "trusted key 1 (kid \"a\\u000ab\"): a key id is 1 to 128"),
                Arguments.of(
                        "a very long kid",
                        "[" + entry("k".repeat(129), KEY) + "]",
                        "trusted key 1 (kid \"" + "k".repeat(40) + "...\"): a key id is 1 to 128"),
                Arguments.of(
                        "a member twice",
                        "[{\"kid\": \"a\", \"kid\": \"b\", \"alg\": \"ed25519\", \"public_key\": \"" + KEY + "\"}]",
                        "the trusted keys are not valid JSON: /0/kid"),
                Arguments.of(
                        "an unknown member",
                        "[{\"kid\": \"a\", \"alg\": \"ed25519\", \"public_key\": \"" + KEY + "\", \"note\": 1}]",
                        "trusted key 1 (kid \"a\"): unknown member \"note\""),
                Arguments.of(
                        "no alg",
                        "[{\"kid\": \"a\", \"public_key\": \"" + KEY + "\"}]",
                        "trusted key 1 (kid \"a\"): alg is missing"),
                Arguments.of(
                        "another alg",
                        "[{\"kid\": \"a\", \"alg\": \"rsa\", \"public_key\": \"" + KEY + "\"}]",
                        "trusted key 1 (kid \"a\"): alg \"rsa\" is not supported, only \"ed25519\" is"),
                Arguments.of(
                        "alg in capitals",
                        "[{\"kid\": \"a\", \"alg\": \"Ed25519\", \"public_key\": \"" + KEY + "\"}]",
                        "trusted key 1 (kid \"a\"): alg \"Ed25519\" is not supported"),
                Arguments.of(
                        "no public key",
                        "[{\"kid\": \"a\", \"alg\": \"ed25519\"}]",
                        "trusted key 1 (kid \"a\"): public_key is missing"),
                Arguments.of(
                        "no base64",
                        "[" + entry("a", "base64:???") + "]",
                        "trusted key 1 (kid \"a\"): public_key is not base64"),
                Arguments.of(
                        "31 bytes",
                        "[" + entry("a", base64(new byte[31])) + "]",
                        "trusted key 1 (kid \"a\"): public_key has 31 bytes, an Ed25519 key has 32"),
                Arguments.of(
                        "the neutral element, of order 1",
                        "[" + ok + "," + entry("dev-root-1", base64(little(1))) + "]",
                        "trusted key 2 (kid \"dev-root-1\"): public_key is not a canonical prime-order Ed25519 key"),
                Arguments.of(
                        "a point of order 4",
                        "[" + entry("a", base64(new byte[32])) + "]",
                        "trusted key 1 (kid \"a\"): public_key is not a canonical prime-order Ed25519 key"),
                Arguments.of(
                        "a y beyond the field",
                        "[" + entry("a", base64(allOnes())) + "]",
                        "trusted key 1 (kid \"a\"): public_key is not a canonical prime-order Ed25519 key"),
                Arguments.of(
                        "a kid twice",
                        "[" + entry("a", KEY) + "," + entry("a", OTHER_KEY) + "]",
                        "trusted key 2 (kid \"a\"): this kid occurs twice"),
                Arguments.of(
                        "a key twice",
                        "[" + entry("a", KEY) + "," + entry("b", KEY) + "]",
                        "trusted key 2 (kid \"b\"): this public_key occurs twice, first as kid \"a\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesTheWholeListAndSaysWhy(String what, String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(json))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private static List<TrustedKeyList.Entry> parse(String json) {
        return TrustedKeyList.parse(json.getBytes(UTF_8));
    }

    private static String entry(String kid, String publicKey) {
        return "{\"kid\": \"" + kid + "\", \"alg\": \"ed25519\", \"public_key\": \"" + publicKey + "\"}";
    }

    private static String newKey() {
        return Ed25519PrivateKey.generate(new SecureRandom()).publicKey().toString();
    }

    private static String base64(byte[] bytes) {
        return "base64:" + Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] little(int value) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) value;
        return bytes;
    }

    private static byte[] allOnes() {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}
