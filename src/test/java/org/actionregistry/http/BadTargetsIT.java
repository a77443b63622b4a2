package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.stream.Stream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.LogCapture;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request targets that are refused, sent octet by octet, since a proper client would mend or refuse them. */
class BadTargetsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final LogCapture LOG = LogCapture.from(Level.INFO);

    @BeforeAll
    static void publish() {
        for (String name : new String[] {"a.one", "a.two", "b.one", "files.move"}) {
            HTTP.published(name, "1.0.0", "{}");
        }
        HTTP.published("files.move", "1.1.0", "{}");
    }

    @AfterAll
    static void stop() {
        LOG.close();
        REGISTRY.close();
    }

    @AfterEach
    void theServerIsHealthyAndSaidNothing() {
        HTTP.get("/health/ready").expect(200);
        LOG.assertQuiet();
    }

    static Stream<Arguments> targets() {
        String version = "/actions/files.move/versions/";
        return Stream.of(
                // Paths that a router would change before it matches them.
                Arguments.of("/actions/%2e%2e/health/live", "path"),
                Arguments.of("/actions/%2E%2E", "path"),
                Arguments.of("/actions/../actions", "path"),
                Arguments.of("/actions/./files.move", "path"),
                Arguments.of("/actions/.%2e/actions", "path"),
                Arguments.of("/actions/%zz", "path"),
                Arguments.of("/actions/%", "path"),
                Arguments.of("/actions/%4", "path"),
                Arguments.of("/actions/%c3", "path"),
                Arguments.of("/actions/%ed%a0%80", "path"),
                Arguments.of("/actions/\u00e9", "path"),
                // Names.
                Arguments.of("/actions/files%2Fmove", "path.name"),
                Arguments.of("/actions/files%2fmove/versions/1.0.0", "path.name"),
                Arguments.of("/actions/files%00move", "path.name"),
                Arguments.of("/actions/files.move%00", "path.name"),
                Arguments.of("/actions/files.move%0A", "path.name"),
                Arguments.of("/actions/files+move", "path.name"),
                Arguments.of("/actions/files%20move", "path.name"),
                Arguments.of("/actions/files%252Emove", "path.name"),
                Arguments.of("/actions/%C3%A9t%C3%A9", "path.name"),
                Arguments.of("/actions/%F0%9F%9A%80", "path.name"),
                Arguments.of("/actions/Files.move", "path.name"),
                Arguments.of("/actions/%CE%B1ctions", "path.name"),
                Arguments.of("/actions/files..move", "path.name"),
                Arguments.of("/actions/files__move", "path.name"),
                Arguments.of("/actions/files_.move", "path.name"),
                Arguments.of("/actions/.files", "path.name"),
                Arguments.of("/actions/files.", "path.name"),
                Arguments.of("/actions/-files", "path.name"),
                Arguments.of("/actions/" + "a".repeat(129), "path.name"),
                Arguments.of("/actions/files.move;v=1", "path.name"),
                // Versions.
                Arguments.of(version + "1.0.0+build", "path.version"),
                Arguments.of(version + "1.0.0%2Bbuild", "path.version"),
                Arguments.of(version + "01.0.0", "path.version"),
                Arguments.of(version + "1.00.0", "path.version"),
                Arguments.of(version + "1.0", "path.version"),
                Arguments.of(version + "1.0.0.0", "path.version"),
                Arguments.of(version + "v1.0.0", "path.version"),
                Arguments.of(version + "1.0.0-", "path.version"),
                Arguments.of(version + "1.0.0-01", "path.version"),
                Arguments.of(version + "1.0.0-a..b", "path.version"),
                Arguments.of(version + "1.0.0-%C3%A9", "path.version"),
                Arguments.of(version + "%D9%A1.0.0", "path.version"),
                Arguments.of(version + "1.0.0%0A", "path.version"),
                Arguments.of(version + "-1.0.0", "path.version"),
                Arguments.of(version + "latest", "path.version"),
                Arguments.of(version + "1.0." + "0".repeat(125), "path.version"),
                // Digests.
                Arguments.of("/digests/sha256:" + "A".repeat(64), "path.digest"),
                Arguments.of("/digests/sha256:" + "a".repeat(63), "path.digest"),
                Arguments.of("/digests/sha512:" + "a".repeat(64), "path.digest"),
                Arguments.of("/digests/" + "a".repeat(64), "path.digest"),
                // Queries.
                Arguments.of("/actions?limit=0", "query.limit"),
                Arguments.of("/actions?limit=-1", "query.limit"),
                Arguments.of("/actions?limit=201", "query.limit"),
                Arguments.of("/actions?limit=1000000000", "query.limit"),
                Arguments.of("/actions?limit=99999999999999999999999999", "query.limit"),
                Arguments.of("/actions?limit=abc", "query.limit"),
                Arguments.of("/actions?limit=1.5", "query.limit"),
                Arguments.of("/actions?limit=1e1", "query.limit"),
                Arguments.of("/actions?limit=+5", "query.limit"),
                Arguments.of("/actions?limit=05", "query.limit"),
                Arguments.of("/actions?limit=%D9%A5", "query.limit"),
                Arguments.of("/actions?limit=", "query.limit"),
                Arguments.of("/actions?limit", "query.limit"),
                Arguments.of("/actions?limit=1&limit=2", "query.limit"),
                Arguments.of("/actions?Limit=1", "query.Limit"),
                Arguments.of("/actions?offset=10", "query.offset"),
                Arguments.of("/actions/files.move?q=1", "query.q"),
                Arguments.of("/health/live?verbose", "query.verbose"),
                Arguments.of("/actions?q=50%", "query.q"),
                Arguments.of("/actions?q=%zz", "query.q"),
                Arguments.of("/actions?q=%ff", "query.q"),
                Arguments.of("/actions?q=%00", "query.q"),
                Arguments.of("/actions?q=", "query.q"),
                Arguments.of("/actions?q=" + "a".repeat(201), "query.q"),
                Arguments.of("/actions?q=\u00e9", "query.q"),
                Arguments.of("/actions?%zz=1", "query"),
                Arguments.of("/actions?namespace=Files", "query.namespace"),
                Arguments.of("/actions?cursor=" + "A".repeat(513), "query.cursor"),
                Arguments.of("/actions?cursor=a%2Bb", "query.cursor"),
                Arguments.of("/actions?cursor=", "query.cursor"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void isRefusedWithItsPlace(String target, String place) {
        try (RawHttp connection = REGISTRY.connect()) {
            Answer refused = connection.get(target).expect(400, "BAD_REQUEST");
            assertThat(refused.violatedPaths()).containsExactly(place);
            assertThat(refused.error().getString("message")).startsWith(place + " ");
            // What was refused did no harm to the connection either.
            connection.get("/actions/files.move").expect(200);
        }
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        assertThat(HTTP.get("/actions/A/versions?limit=0&x=1&cursor=!")
                        .expect(400, "BAD_REQUEST")
                        .violatedPaths())
                .containsExactlyInAnyOrder("path.name", "query.limit", "query.x", "query.cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "/actions?q=50%25, 200",
        "/actions?q=50%2525, 200",
        "/actions?q=a+b%2Bc, 200",
        "/actions?&limit=1&&, 200",
        "/actions?limit=%31, 200",
        "/actions/files%2Emove, 200",
        "/actions/files.move/versions/1%2E0.0, 200",
        "/actions/files.move/versions/99999999999999999999.0.0, 404",
        "/actions/files.move/versions/1.0.0-x-y-z.--.0a, 404",
        "/actions/a-b_c.d-e, 404",
    })
    void whatLooksOddButIsRightIsServed(String target, int status) {
        try (RawHttp connection = REGISTRY.connect()) {
            connection.get(target).expect(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "AAAAAAAAAAAAAAAA", "_____________________w", "YS5vbmU", "a", "AAAAAAAAAAD_"})
    void aCursorThatWasMadeUpIsRefused(String cursor) {
        refused("/actions?cursor=" + cursor);
        refused("/actions/files.move/versions?cursor=" + cursor);
    }

    @Test
    void aCursorThatWasChangedOrMovedIsRefused() {
        String cursor = HTTP.get("/actions?limit=1").json().getString("next_cursor");
        String filtered = HTTP.get("/actions?limit=1&namespace=a").json().getString("next_cursor");
        String versions =
                HTTP.get("/actions/files.move/versions?limit=1").json().getString("next_cursor");

        refused("/actions?cursor=" + cursor.substring(1));
        refused("/actions?cursor=" + cursor.substring(0, cursor.length() - 2));
        refused("/actions?cursor=" + (cursor.charAt(0) == 'A' ? 'B' : 'A') + cursor.substring(1));
        refused("/actions?cursor=" + filtered);
        refused("/actions?namespace=b&cursor=" + filtered);
        refused("/actions?q=a&namespace=a&cursor=" + filtered);
        refused("/actions?cursor=" + versions);
        refused("/actions/files.move/versions?cursor=" + cursor);
        refused("/actions/a.one/versions?cursor=" + versions);
        HTTP.get("/actions?limit=200&namespace=a&cursor=" + filtered).expect(200);
    }

    private static void refused(String target) {
        Answer refused = HTTP.get(target).expect(400, "INVALID_CURSOR");
        assertThat(refused.violatedPaths()).containsExactly("query.cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/xml",
                "text/*",
                "application/json;q=0",
                "*/*;q=0",
                "image/png, text/*",
                ",,;"
            })
    void whoAcceptsNothingWeHaveIsTold(String accept) {
        Answer refused = HTTP.get("/actions", "Accept", accept).expect(406, "NOT_ACCEPTABLE");
        assertThat(refused.details().getJsonArray("available")).containsExactly("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/html, */*;q=0.1", "APPLICATION/JSON; charset=utf-8"})
    void whoAcceptsWhatWeHaveIsServed(String accept) {
        HTTP.get("/actions", "Accept", accept).expect(200);
    }

    @Test
    void aPathParameterIsCheckedBeforeTheBodyIsBelieved() {
        assertThat(HTTP.put("/actions/A/versions/1?dry_run=maybe", TRUSTED.publishBody("{}"))
                        .expect(400, "BAD_REQUEST")
                        .violatedPaths())
                .containsExactlyInAnyOrder("path.name", "path.version", "query.dry_run");
    }
}
