package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.ALSO_TRUSTED;
import static org.actionregistry.testing.TestRegistry.STRANGER;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.LogCapture;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Well-formed publish requests that are refused; nothing of them is stored and nothing is logged. */
class PublishRefusalsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final LogCapture LOG = LogCapture.from(Level.INFO);

    @AfterAll
    static void stop() {
        LOG.close();
        REGISTRY.close();
    }

    @AfterEach
    void nothingIsStoredAndNothingIsLogged() {
        assertThat(Sql.value(REGISTRY.owner(), "SELECT count(*) FROM journal")).isEqualTo("0");
        LOG.assertQuiet();
    }

    static Stream<Arguments> badSignatures() {
        byte[] canonical = TestSigner.canonical("{}");
        String good = TRUSTED.sign(canonical);
        byte[] raw = Base64.getDecoder().decode(good.substring("base64:".length()));
        return Stream.of(
                Arguments.of("over other bytes", TRUSTED.sign(TestSigner.canonical("{\"a\":1}"))),
                Arguments.of("by another key under this kid", ALSO_TRUSTED.sign(canonical)),
                Arguments.of("one bit off", encoded(raw, 63, 1)),
                Arguments.of("first bit off", encoded(raw, 0, 128)),
                Arguments.of("63 bytes", text(Arrays.copyOf(raw, 63))),
                Arguments.of("65 bytes", text(Arrays.copyOf(raw, 65))),
                Arguments.of("no bytes", "base64:"),
                Arguments.of("without padding", good.substring(0, good.length() - 2)),
                Arguments.of("with one '=' too many", good + "="),
                Arguments.of("with a line break", good.substring(0, 40) + "\\n" + good.substring(40)),
                Arguments.of("URL-safe letters", "base64:" + "-_".repeat(43) + "=="),
                Arguments.of("hex", "hex:00ff"),
                Arguments.of("a spare bit set", spareBitSet(good)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSignatures")
    void aBadSignatureIsRefused(String what, String sig) {
        Answer refused = HTTP.publish("files.move", "1.0.0", TestSigner.body("{}", "test-root-1", sig))
                .expect(422, "SIGNATURE_INVALID");
        assertThat(refused.details().getString("path")).isEqualTo("/signature/sig");
        assertThat(refused.error().getString("message")).contains("test-root-1");
    }

    @Test
    void aKeyThatIsNotTrustedIsRefused() {
        Answer refused =
                HTTP.publish("files.move", "1.0.0", STRANGER.publishBody("{}")).expect(422, "KEY_UNKNOWN");
        assertThat(refused.details().getString("path")).isEqualTo("/signature/kid");
        assertThat(refused.details().getString("kid")).isEqualTo("stranger-1");
    }

    static Stream<Arguments> otherCoordinates() {
        return Stream.of(
                Arguments.of("{\"name\":\"files.copy\"}", "/schema/name"),
                Arguments.of("{\"version\":\"1.0.1\"}", "/schema/version"),
                Arguments.of("{\"name\":\"files.move\",\"version\":\"1.0.0-rc.1\"}", "/schema/version"),
                Arguments.of("{\"name\":\"Files.Move\"}", "/schema/name"));
    }

    @ParameterizedTest
    @MethodSource("otherCoordinates")
    void aManifestThatNamesItselfOtherwiseIsRefused(String manifest, String place) {
        Answer refused = HTTP.publish("files.move", "1.0.0", TRUSTED.publishBody(manifest))
                .expect(422, "COORDINATE_MISMATCH");
        assertThat(refused.details().getString("path")).isEqualTo(place);
    }

    static Stream<Arguments> badManifests() {
        return Stream.of(
                Arguments.of(
                        "{\"title\":7,\"tags\":\"a\",\"description\":[]}",
                        List.of("/schema/title", "/schema/tags", "/schema/description")),
                Arguments.of("{\"tags\":[\"a\",1]}", List.of("/schema/tags/1")),
                Arguments.of("{\"input\":[]}", List.of("/schema/input")),
                Arguments.of(
                        "{\"input\":{\"type\":\"objekt\"},\"output\":{\"required\":\"a\",\"minLength\":-1}}",
                        List.of("/schema/input/type", "/schema/output/required", "/schema/output/minLength")),
                Arguments.of(
                        "{\"input\":{\"$schema\":\"https://example.org/mine\"}}", List.of("/schema/input/$schema")),
                Arguments.of(
                        "{\"input\":{\"properties\":{\"a/b\":{\"$ref\":\"https://example.org/a.json\"}}}}",
                        List.of("/schema/input/properties/a~1b/$ref")),
                Arguments.of("{\"output\":{\"$ref\":\"other.json#/$defs/x\"}}", List.of("/schema/output/$ref")));
    }

    @ParameterizedTest
    @MethodSource("badManifests")
    void everythingWrongWithAManifestIsNamedAtOnce(String manifest, List<String> places) {
        Answer refused = HTTP.publish("files.move", "1.0.0", TRUSTED.publishBody(manifest))
                .expect(422, "SCHEMA_INVALID");
        assertThat(refused.violatedPaths()).containsExactlyInAnyOrderElementsOf(places);
        assertThat(refused.error().getString("message")).contains("/schema/");
    }

    @Test
    void aDryRunIsRefusedLikeTheRealThing() {
        HTTP.put("/actions/files.move/versions/1.0.0?dry_run=true", STRANGER.publishBody("{}"))
                .expect(422, "KEY_UNKNOWN");
    }

    private static String encoded(byte[] raw, int index, int flipped) {
        byte[] changed = raw.clone();
        changed[index] ^= (byte) flipped;
        return text(changed);
    }

    private static String text(byte[] raw) {
        return "base64:" + Base64.getEncoder().encodeToString(raw);
    }

    /** 64 bytes end in a letter of which four bits are unused; RFC 4648 (3.5) wants them zero. */
    private static String spareBitSet(String good) {
        char last = good.charAt(good.length() - 3);
        return good.substring(0, good.length() - 3) + (char) (last + 1) + "==";
    }
}
