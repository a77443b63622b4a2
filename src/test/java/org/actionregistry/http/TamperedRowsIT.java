package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.actionregistry.testing.LogCapture;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestLog;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows changed behind the program's back, by the tables' owner with the triggers switched off: each is served with
 * HTTP 200 as not verified, and nothing else is. The registry remembers no answers, so that each shows at once.
 */
class TamperedRowsIT {
    @TempDir
    private static Path directory;

    private static TestRegistry registry;
    private static RegistryHttp http;
    private static final LogCapture LOG = LogCapture.from(Level.INFO);

    /** With a log key, so that what is tampered with had a seal. */
    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestLog.generate().settings(directory));
        settings.put("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0");
        registry = TestRegistry.start(settings);
        http = registry.http();
    }

    @AfterAll
    static void stop() {
        LOG.close();
        registry.close();
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                changed("byte", "canonical = set_byte(canonical, 2, 120)", "Hash mismatch"),
                changed("appended", "canonical = canonical || ' '::bytea", "Hash mismatch"),
                changed("nojson", "canonical = '\\x00ff7b22'::bytea", "Hash mismatch"),
                changed("emptied", "canonical = ''::bytea", "Hash mismatch"),
                changed("scalar", "canonical = '17'::bytea", "Hash mismatch"),
                changed(
                        "spaced",
                        "canonical = replace(encode(canonical, 'escape'), ',', ', ')::bytea",
                        "Hash mismatch"),
                changed("hash", "hash = 'sha256:' || repeat('0', 64)", "Hash mismatch"),
                changed("nohash", "hash = 'nonsense'", "Hash mismatch"),
                changed("upperhash", "hash = upper(hash)", "Hash mismatch"),
                changed("sig", "sig_b64 = 'base64:' || repeat('A', 86) || '=='", "Bad signature"),
                changed("nosig", "sig_b64 = 'not base64 at all'", "Bad signature"),
                changed("shortsig", "sig_b64 = 'base64:AAAA'", "Bad signature"),
                changed("unsigned", "sig_alg = NULL, sig_kid = NULL, sig_b64 = NULL", "No signature"),
                changed("kid", "sig_kid = 'test-root-2'", "Bad signature"),
                changed("strangekid", "sig_kid = 'stranger-1'", "Unknown key id"),
                changed("wildkid", "sig_kid = E'\\u0001 <kid>'", "Unknown key id"),
                changed("alg", "sig_alg = 'rsa'", "Unsupported algorithm"),
                changed("algcase", "sig_alg = 'Ed25519'", "Unsupported algorithm"));
    }

    private static Arguments changed(String name, String assignment, String error) {
        return Arguments.of("changed." + name, assignment, error);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("tamperings")
    void aChangedRowIsServedAsNotVerified(String name, String assignment, String error) {
        String manifest = "{\"description\":\"" + name + "\",\"name\":\"" + name + "\"}";
        http.published(name, "1.0.0", manifest);
        http.published(name, "0.9.0", "{\"name\":\"" + name + "\"}");

        tamper("UPDATE action_versions SET " + assignment + " WHERE name = '" + name + "' AND version = '1.0.0'");

        assertNotVerified(name, "1.0.0", error);
        assertThat(verified(name, "0.9.0")).isTrue();
    }

    @Test
    void rowsThatWereSwappedNameThemselvesOtherwise() {
        http.published("swap.a", "1.0.0", "{\"name\":\"swap.a\",\"version\":\"1.0.0\"}");
        http.published("swap.b", "1.0.0", "{\"name\":\"swap.b\",\"version\":\"1.0.0\"}");
        http.published("swap.c", "1.0.0", "{\"name\":\"swap.c\",\"version\":\"1.0.0\"}");

        tamper("UPDATE action_versions v SET canonical = o.canonical, hash = o.hash, sig_b64 = o.sig_b64"
                + " FROM action_versions o WHERE v.version = '1.0.0' AND o.version = '1.0.0'"
                + " AND (v.name, o.name) IN (('swap.a', 'swap.b'), ('swap.b', 'swap.a'))");

        assertNotVerified("swap.a", "1.0.0", "Coordinate mismatch");
        assertNotVerified("swap.b", "1.0.0", "Coordinate mismatch");
        assertLogged("WARN", "swap.a@1.0.0");
        assertThat(verified("swap.c", "1.0.0")).isTrue();
    }

    @Test
    void anOlderVersionPutInPlaceOfANewerOneIsNoticed() {
        http.published("rollback.a", "1.0.0", "{\"version\":\"1.0.0\"}");
        http.published("rollback.a", "1.0.1", "{\"version\":\"1.0.1\"}");

        tamper("UPDATE action_versions v SET canonical = o.canonical, hash = o.hash, sig_b64 = o.sig_b64"
                + " FROM action_versions o WHERE v.name = 'rollback.a' AND o.name = 'rollback.a'"
                + " AND v.version = '1.0.1' AND o.version = '1.0.0'");

        assertNotVerified("rollback.a", "1.0.1", "Coordinate mismatch");
        assertThat(verified("rollback.a", "1.0.0")).isTrue();
    }

    @Test
    void aDigestIsNotServedWithOtherBytes() {
        String manifest = "{\"description\":\"by digest\"}";
        http.published("digest.a", "1.0.0", manifest);
        http.get("/digests/" + TestSigner.hash(manifest)).expect(200);

        tamper("UPDATE action_versions SET canonical = '{}' WHERE name = 'digest.a'");

        http.get("/digests/" + TestSigner.hash(manifest)).expect(404, "DIGEST_NOT_FOUND");
        assertLogged("ERROR", TestSigner.hash(manifest));
    }

    @Test
    void bytesThatAreNoJsonAnyMoreAreServedAsNull() {
        http.published("broken.a", "1.0.0", "{}");

        tamper("UPDATE action_versions SET canonical = '{\"a\":1,\"a\":2}' WHERE name = 'broken.a'");

        assertThat(http.get("/actions/broken.a/versions/1.0.0")
                        .expect(200)
                        .json()
                        .getMap())
                .containsEntry("schema", null);
    }

    private static void assertNotVerified(String name, String version, String error) {
        String path = RegistryHttp.version(name, version);
        for (String view : List.of(path, path + "/verify")) {
            JsonObject json = http.get(view).expect(200).json();
            assertThat(json.getBoolean("verified")).as(view).isFalse();
            assertThat(json.getString("verify_error")).as(view).isEqualTo(error);
        }
        JsonObject listed = http
                .get("/actions?namespace=" + name.substring(0, name.indexOf('.')) + "&limit=200")
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .filter(item -> item.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(listed.getJsonObject("verification"))
                .isEqualTo(new JsonObject().put("verified", false).put("verify_error", error));
    }

    /** Bytes that changed in the store are news for whoever runs it. */
    private static void assertLogged(String level, String what) {
        assertThat(LOG.lines()).anyMatch(line -> line.startsWith(level) && line.contains(what));
    }

    private static boolean verified(String name, String version) {
        return http.get(RegistryHttp.version(name, version)).expect(200).json().getBoolean("verified");
    }

    private static void tamper(String update) {
        Sql.run(registry.owner(), "SET session_replication_role = replica", update);
    }
}
