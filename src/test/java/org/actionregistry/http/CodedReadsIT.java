package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.actionregistry.testing.Decoded;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in each content coding, with and without a memory of answers. */
class CodedReadsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final TestRegistry FORGETFUL =
            TestRegistry.start(Map.of("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0"));
    private static final String SMALL = "{\"description\":\"small\"}";
    private static final List<String> CODINGS = List.of("br", "zstd", "gzip");

    @BeforeAll
    static void publish() {
        for (TestRegistry registry : List.of(REGISTRY, FORGETFUL)) {
            RegistryHttp http = registry.http();
            http.published("files.small", "1.0.0", SMALL);
            http.published("files.large", "1.0.0", "{\"description\":\"" + "word ".repeat(600) + "\"}");
            http.published("files.huge", "1.0.0", "{\"description\":\"" + "some words ".repeat(20_000) + "\"}");
        }
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
        FORGETFUL.close();
    }

    static Stream<Arguments> compressible() {
        return Stream.of(REGISTRY, FORGETFUL)
                .flatMap(registry -> Stream.of(
                                "/actions/files.large/versions/1.0.0", "/actions/files.huge/versions/1.0.0", "/actions")
                        .flatMap(path -> CODINGS.stream().map(coding -> Arguments.of(registry, path, coding))));
    }

    private static RawHttp.Response ask(TestRegistry registry, String method, String path, String... headers) {
        return RawHttp.exchange(
                registry.port(),
                method,
                path,
                Stream.concat(Stream.of("X-API-Key: " + TestRegistry.BOOTSTRAP_KEY), Stream.of(headers))
                        .toArray(String[]::new));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("compressible")
    void eachCodingHoldsTheSameDocumentUnderATagOfItsOwn(TestRegistry registry, String path, String coding)
            throws IOException {
        RawHttp.Response plain = ask(registry, "GET", path);
        RawHttp.Response coded = ask(registry, "GET", path, "Accept-Encoding: " + coding);
        RawHttp.Response again = ask(registry, "GET", path, "Accept-Encoding: " + coding);

        assertThat(coded.status()).isEqualTo(200);
        assertThat(coded.header("Content-Encoding")).isEqualTo(coding);
        assertThat(coded.header("Vary")).isEqualTo(plain.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(coded.header("ETag")).isEqualTo(plain.header("ETag").replaceAll("\"$", "-" + coding + "\""));
        assertThat(Decoded.of(coding, coded.body())).isEqualTo(plain.body());
        assertThat(coded.body().length).isLessThan(plain.body().length * 3 / 4);
        assertThat(again.body()).isEqualTo(coded.body());
        assertThat(again.header("ETag")).isEqualTo(coded.header("ETag"));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("compressible")
    void whoHasThisFormIsToldSoAndWhoHasAnotherIsNot(TestRegistry registry, String path, String coding) {
        String accept = "Accept-Encoding: " + coding;
        String plain = ask(registry, "GET", path).header("ETag");
        String tag = ask(registry, "GET", path, accept).header("ETag");

        RawHttp.Response known = ask(registry, "GET", path, accept, "If-None-Match: \"x\", W/" + tag);

        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("ETag")).isEqualTo(tag);
        assertThat(known.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(known.header("Content-Encoding")).isEmpty();
        assertThat(ask(registry, "GET", path, accept, "If-None-Match: " + plain).status())
                .isEqualTo(200);
        assertThat(ask(registry, "GET", path, "If-None-Match: " + tag).status()).isEqualTo(200);
        assertThat(ask(registry, "GET", path, "If-None-Match: " + plain).status())
                .isEqualTo(304);
        for (String other : CODINGS) {
            if (!other.equals(coding)) {
                assertThat(ask(registry, "GET", path, "Accept-Encoding: " + other, "If-None-Match: " + tag)
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("compressible")
    void headSaysWhatGetWould(TestRegistry registry, String path, String coding) {
        RawHttp.Response get = ask(registry, "GET", path, "Accept-Encoding: " + coding);
        RawHttp.Response head = ask(registry, "HEAD", path, "Accept-Encoding: " + coding);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String header : List.of("ETag", "Content-Encoding", "Content-Type", "Vary")) {
            assertThat(head.header(header))
                    .as(header)
                    .isEqualTo(get.header(header))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip"})
    void whatIsShortOrNotNegotiatedIsPlain(String coding) {
        String accept = "Accept-Encoding: " + coding;
        RawHttp.Response small = ask(REGISTRY, "GET", "/actions/files.small/versions/1.0.0", accept);
        RawHttp.Response document = ask(REGISTRY, "GET", "/digests/" + TestSigner.hash(SMALL), accept);

        assertThat(small.header("Content-Encoding")).isEmpty();
        assertThat(small.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(document.header("Content-Encoding")).isEmpty();
        assertThat(document.text()).isEqualTo(SMALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity;q=0, br;q=0.1", "*;q=0, gzip", "identity;q=0, zstd"})
    void whoRefusesThePlainFormGetsACodedOne(String accepted) throws IOException {
        for (String path : List.of(
                "/actions/files.small/versions/1.0.0",
                "/actions/files.small/versions/1.0.0/verify",
                "/actions/files.huge/versions/1.0.0",
                "/actions?limit=1")) {
            RawHttp.Response plain = ask(REGISTRY, "GET", path);
            RawHttp.Response coded = ask(REGISTRY, "GET", path, "Accept-Encoding: " + accepted);

            assertThat(coded.header("Content-Encoding")).isIn(CODINGS);
            assertThat(accepted).contains(coded.header("Content-Encoding"));
            assertThat(Decoded.of(coded.header("Content-Encoding"), coded.body()))
                    .isEqualTo(plain.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actions/files.small/versions/1.0.0",
                "/actions/files.huge/versions/1.0.0/verify",
                "/actions?limit=1"
            })
    void whoRefusesEveryFormIsTold(String path) {
        REGISTRY.http()
                .get(path, "Accept-Encoding", "identity;q=0, br;q=0, deflate")
                .expect(406, "NOT_ACCEPTABLE");
        String document = "/digests/" + TestSigner.hash(SMALL);
        REGISTRY.http().get(document, "Accept-Encoding", "gzip, *;q=0").expect(406, "NOT_ACCEPTABLE");
    }
}
