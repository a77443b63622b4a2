package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entity tags, 304, HEAD and OPTIONS. */
class ConditionalReadsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final String VERSION = "/actions/files.move/versions/1.0.0";
    private static final String MANIFEST = "{\"description\":\"Moves\"}";

    @BeforeAll
    static void publish() {
        HTTP.published("files.move", "1.0.0", MANIFEST);
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    static String[] tagged() {
        return new String[] {
            "/actions",
            "/actions/files.move",
            "/actions/files.move/versions",
            VERSION,
            VERSION + "/verify",
            "/digests/" + TestSigner.hash(MANIFEST),
            "/openapi.yaml",
            "/openapi.json",
            "/docs"
        };
    }

    @ParameterizedTest
    @MethodSource("tagged")
    void whoHasTheRepresentationIsToldSo(String path) {
        String tag = HTTP.get(path).expect(200).header("ETag");

        Answer again = HTTP.get(path, "If-None-Match", "\"other\", W/" + tag + ", \"more\"")
                .expect(304);

        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        HTTP.get(path, "If-None-Match", "*").expect(304);
        HTTP.get(path, "If-None-Match", "\"other\", " + tag.replace("\"", "")).expect(200);
    }

    @ParameterizedTest
    @MethodSource("tagged")
    void headIsGetWithoutTheBody(String path) {
        Answer get = HTTP.get(path).expect(200);
        Answer head = HTTP.head(path).expect(200);

        assertThat(head.body()).isEmpty();
        for (String header : new String[] {"ETag", "Content-Type", "Cache-Control"}) {
            assertThat(head.headers().allValues(header))
                    .as(header)
                    .isEqualTo(get.headers().allValues(header));
        }
    }

    @Test
    void theTagOfAListChangesWithTheList() {
        String before = HTTP.get("/actions").header("ETag");
        HTTP.published("files.copy", "1.0.0", "{}");

        Answer after = HTTP.get("/actions", "If-None-Match", before).expect(200);

        assertThat(after.header("ETag")).isNotEqualTo(before);
    }

    @Test
    void aRequestIdIsTakenOverWhenItIsSane() {
        assertThat(HTTP.get("/actions", "X-Request-Id", "trace-1.2_3").header("X-Request-Id"))
                .isEqualTo("trace-1.2_3");
        assertThat(HTTP.get("/actions", "X-Request-Id", "a b\tc").header("X-Request-Id"))
                .isNotEqualTo("a b\tc");
        assertThat(HTTP.get("/actions", "X-Request-Id", "x".repeat(129)).header("X-Request-Id"))
                .hasSizeLessThan(129);
    }

    @Test
    void aPathSaysWhichMethodsItAnswers() {
        Answer refused = HTTP.delete(VERSION).expect(405, "METHOD_NOT_ALLOWED");
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");

        Answer options = HTTP.send("OPTIONS", VERSION, BodyPublishers.noBody()).expect(204);
        assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
    }

    @Test
    void theContractAndItsPageNeedNoKeyAndNothingFromElsewhere() {
        RegistryHttp anyone = HTTP.anonymous();
        assertThat(anyone.get("/openapi.yaml").expect(200).text()).startsWith("openapi: 3.1");
        assertThat(anyone.get("/openapi.json").expect(200).json().getString("openapi"))
                .startsWith("3.1");
        String page = anyone.get("/docs").expect(200).text();
        assertThat(page).doesNotContain("http://", "https://", "\"//");
        Matcher asset = Pattern.compile("(?:src|href)=\"/?(docs/[^\"]+)\"").matcher(page);
        int assets = 0;
        while (asset.find()) {
            anyone.get("/" + asset.group(1)).expect(200);
            assets++;
        }
        assertThat(assets).isEqualTo(4);
    }
}
