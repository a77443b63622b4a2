package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.LogCapture;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are refused: each with the place of what is wrong, without a line in the log, and without harm. */
class BadBodiesIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final LogCapture LOG = LogCapture.from(Level.INFO);
    private static final String TARGET = "/actions/files.move/versions/1.0.0";
    private static final int TOO_LARGE = 300 * 1024;

    @AfterAll
    static void stop() {
        LOG.close();
        REGISTRY.close();
    }

    @AfterEach
    void theServerIsHealthyAndSaidNothing() {
        HTTP.get("/health/ready").expect(200);
        HTTP.get("/actions/files.move").expect(404, "ACTION_NOT_FOUND");
        LOG.assertQuiet();
    }

    static Stream<Arguments> notStrictJson() {
        return Stream.of(
                Arguments.of("duplicate key", schema("{\"a\":1,\"b\":[{\"c\":1,\"c\":2}]}"), "/schema/b/0/c"),
                Arguments.of("duplicate key, spelled otherwise", schema("{\"a\":1,\"\\u0061\":2}"), "/schema/a"),
                Arguments.of("duplicate member of the body", "{\"schema\":{},\"schema\":{}}", "/schema"),
                Arguments.of("lone high surrogate", schema("{\"a\":\"\\ud800\"}"), "/schema/a"),
                Arguments.of("lone low surrogate", schema("{\"a\":\"x\\udc00x\"}"), "/schema/a"),
                Arguments.of("surrogates in the wrong order", schema("{\"a\":\"\\udc00\\ud800\"}"), "/schema/a"),
                Arguments.of("lone surrogate in a key", schema("{\"\\ud800\":1}"), "/schema"),
                Arguments.of("1e400", schema("{\"n\":[0,1e400]}"), "/schema/n/1"),
                Arguments.of("-1e400", schema("{\"n\":-1e400}"), "/schema/n"),
                Arguments.of("2^53+1", schema("{\"n\":9007199254740993}"), "/schema/n"),
                Arguments.of("-2^53-1", schema("{\"n\":-9007199254740993}"), "/schema/n"),
                Arguments.of("NaN", schema("{\"n\":NaN}"), "/schema/n"),
                Arguments.of("leading zero", schema("{\"n\":01}"), "/schema/n"),
                Arguments.of("hexadecimal", schema("{\"n\":0x10}"), "/schema"),
                Arguments.of("depth 65", schema("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"), "/schema/a/0"),
                Arguments.of("depth 10,000", "[".repeat(10_000), "/0/0"),
                Arguments.of("comment", schema("{/* */}"), "/schema"),
                Arguments.of("trailing comma", schema("{\"a\":1,}"), "/schema"),
                Arguments.of("single quotes", schema("{'a':1}"), "/schema"),
                Arguments.of("control character", schema("{\"a\":\"\n\"}"), "/schema/a"),
                Arguments.of("broken off", "{\"schema\":{\"a\":[1,", "/schema/a/1"),
                Arguments.of("something behind it", schema("{}") + " x", ""),
                Arguments.of("an array", "[]", ""),
                Arguments.of("text", "\"schema\"", ""),
                Arguments.of("no JSON", "schema=1", ""),
                Arguments.of("white space", "   ", ""),
                Arguments.of("byte order mark", "\uFEFF" + schema("{}"), ""),
                Arguments.of("NUL", schema("{}") + "\0", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notStrictJson")
    void whatIsNoStrictJsonIsRefusedWithItsPlace(String what, String body, String place) {
        assertInvalidJson(body.getBytes(StandardCharsets.UTF_8), place);
    }

    static Stream<Arguments> notUtf8() {
        return Stream.of(
                Arguments.of("Latin-1", "\u00e9".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("overlong slash", new byte[] {(byte) 0xC0, (byte) 0xAF}),
                Arguments.of("encoded surrogate", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}),
                Arguments.of("beyond U+10FFFF", new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}),
                Arguments.of("a cut sequence", new byte[] {(byte) 0xE2, (byte) 0x82}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notUtf8")
    void whatIsNoUtf8IsRefused(String what, byte[] octets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"schema\":{\"a\":\"".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(octets);
        body.writeBytes("\"}}".getBytes(StandardCharsets.UTF_8));
        assertInvalidJson(body.toByteArray(), "");
    }

    @Test
    void utf16IsRefused() {
        assertInvalidJson(schema("{}").getBytes(StandardCharsets.UTF_16BE), "");
    }

    static Stream<Arguments> againstTheContract() {
        String sig = TRUSTED.sign(new byte[0]);
        return Stream.of(
                Arguments.of("{}", List.of("/schema", "/signature")),
                Arguments.of("{\"schema\":[],\"signature\":null}", List.of("/schema", "/signature")),
                Arguments.of(
                        "{\"schema\":{},\"signature\":{}}",
                        List.of("/signature/alg", "/signature/kid", "/signature/sig")),
                Arguments.of(
                        "{\"schema\":{},\"extra\":1,\"a/b\":2,\"signature\":{\"alg\":\"rsa\",\"kid\":\" \",\"sig\":7}}",
                        List.of("/extra", "/a~1b", "/signature/alg", "/signature/kid", "/signature/sig")),
                Arguments.of(
                        "{\"schema\":{},\"signature\":{\"alg\":\"ed25519\",\"kid\":\"" + "k".repeat(129)
                                + "\",\"sig\":\"" + sig + "\",\"x\":1}}",
                        List.of("/signature/kid", "/signature/x")),
                Arguments.of(
                        "{\"schema\":{},\"signature\":{\"alg\":\"ed25519\",\"kid\":\"k\",\"sig\":\"" + "A".repeat(257)
                                + "\"}}",
                        List.of("/signature/sig")));
    }

    @ParameterizedTest
    @MethodSource("againstTheContract")
    void everythingThatBreaksTheContractIsNamedAtOnce(String body, List<String> places) {
        Answer refused = HTTP.put(TARGET, body).expect(400, "BAD_REQUEST");
        assertThat(refused.violatedPaths()).containsExactlyInAnyOrderElementsOf(places);
    }

    @Test
    void anEmptyBodyIsRefused() {
        HTTP.put(TARGET, "").expect(400, "BAD_REQUEST");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWithItsLengthOrWithout() {
        byte[] large = new byte[TOO_LARGE];
        refusesAsTooLarge(BodyPublishers.ofByteArray(large));
        refusesAsTooLarge(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    }

    private static void refusesAsTooLarge(BodyPublisher body) {
        Answer refused = HTTP.send("PUT", TARGET, body, "Content-Type", "application/json")
                .expect(413, "PAYLOAD_TOO_LARGE");
        assertThat(refused.details().getInteger("limit")).isEqualTo(278_528);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1",
                "application/jsonp",
                "application/*",
                "application/json, text/plain",
                "nonsense"
            })
    void aBodyOfAnotherTypeIsRefused(String type) {
        HTTP.send("PUT", TARGET, BodyPublishers.ofString(schema("{}")), "Content-Type", type)
                .expect(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void aBodyWithoutATypeOrCompressedIsRefused() {
        BodyPublisher body = BodyPublishers.ofString(schema("{}"));
        HTTP.send("PUT", TARGET, body).expect(415, "UNSUPPORTED_MEDIA_TYPE");
        HTTP.send("PUT", TARGET, body, "Content-Type", "application/json", "Content-Encoding", "gzip")
                .expect(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    private static void assertInvalidJson(byte[] body, String place) {
        Answer refused = HTTP.send("PUT", TARGET, BodyPublishers.ofByteArray(body), "Content-Type", "application/json")
                .expect(400, "INVALID_JSON");
        assertThat(refused.violatedPaths()).hasSize(1);
        assertThat(refused.violatedPaths().get(0)).startsWith(place);
        assertThat(refused.error().getString("message"))
                .contains(place.isEmpty() ? "The body" : refused.violatedPaths().get(0));
    }

    /** A publish request whose signature nobody gets to look at. */
    private static String schema(String manifest) {
        return "{\"signature\":{\"alg\":\"ed25519\",\"kid\":\"test-root-1\",\"sig\":\"AAAA\"},\"schema\":" + manifest
                + "}";
    }
}
