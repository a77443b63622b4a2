package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.actionregistry.testing.ContractCheck;
import org.actionregistry.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class ContractRouterTest {
    private final RunningRouter router = new RunningRouter();
    private final ContractCheck check = ContractCheck.ofBundledContract();

    @BeforeEach
    void forget() {
        router.steps.clear();
    }

    @AfterAll
    void stop() {
        router.close();
    }

    @Test
    void refuses_to_start_when_operations_and_handlers_differ() {
        Map<String, OperationHandler> handlers = new TreeMap<>();
        router.contract()
                .operations()
                .forEach(operation -> handlers.put(operation.id(), (ctx, request) -> Future.succeededFuture()));
        handlers.remove("whoami");
        handlers.put("whoAmI", (ctx, request) -> Future.succeededFuture());
        Edge edge =
                new Edge(ctx -> {}, (ctx, operation) -> Future.succeededFuture(), ctx -> {}, 1, Duration.ofSeconds(1));

        assertThatThrownBy(() -> ContractRouter.create(router.vertx(), router.contract(), edge, handlers))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("operations without a handler [whoami]")
                .hasMessageContaining("handlers without an operation [whoAmI]");
    }

    @ParameterizedTest
    @CsvSource({
        "/actions, listActions",
        "/actions/files.move, getAction",
        "/actions/files.move/versions, listVersions",
        "/actions/files.move/versions/1.0.0, getVersion",
        "/actions/files.move/versions/1.0.0/verify, verifyVersion",
        "/api-keys, listApiKeys",
        "/whoami, whoami",
        "/health/live, healthLive",
        "/health/ready, healthReady",
        "/openapi.json, getContractJson",
        "/docs/page.js, getDocsAsset",
        "/%61ctions/files%2Emove, getAction",
        "/actions?q=a?b, listActions"
    })
    void routes_a_path_to_its_operation(String target, String operation) throws Exception {
        RawHttp.Response response = router.get(target, "Accept: */*");

        assertThat(response.status()).isEqualTo(200);
        assertThat(json(response).getString("operation")).isEqualTo(operation);
    }

    @Test
    void opens_then_guards_then_validates_then_handles() throws Exception {
        assertThat(router.get("/whoami").status()).isEqualTo(200);
        assertThat(router.steps).containsExactly("opening", "guard", "handler");

        router.steps.clear();
        assertThat(router.get("/actions?limit=0").status()).isEqualTo(400);
        assertThat(router.steps).containsExactly("opening", "guard");

        router.steps.clear();
        assertThat(RawHttp.exchange(router.port(), "GET", "/actions?limit=0").status())
                .isEqualTo(401);
        assertThat(router.steps).containsExactly("opening", "guard");
    }

    @ParameterizedTest
    @CsvSource({
        "/actions/./versions/1.0.0, 400, dot-segment",
        "/actions/../whoami, 400, dot-segment",
        "/actions/%2e%2e/versions/1.0.0, 400, dot-segment",
        "/actions/%2E/versions/1.0.0, 400, dot-segment",
        "/actions/a/versions/.%2e, 400, dot-segment",
        "/actions/a%2Fb, 400, pattern",
        "/actions/a%2fversions, 400, pattern",
        "/actions/%00, 400, pattern",
        "/actions/a%00/versions/1.0.0, 400, pattern",
        "/actions/a+b, 400, pattern",
        "/actions/a%20b, 400, pattern",
        "/actions/a;b=c, 400, pattern",
        "/actions/caf%C3%A9, 400, pattern",
        "/actions/caf\u00e9, 400, percent-encoding",
        "/actions/%FF, 400, percent-encoding",
        "/actions/%C0%AE%C0%AE, 400, percent-encoding",
        "/actions/%, 400, percent-encoding",
        "/actions/%zz, 400, percent-encoding",
        "/actions/%%41, 400, percent-encoding",
        "/%zz, 400, percent-encoding",
        "/actions?q=%zz, 400, percent-encoding",
        "/actions?q=%00, 400, pattern",
        "/actions?limit=0, 400, minimum",
        "/actions?limit=1000000000, 400, maximum",
        "/actions?cursor=%2e%2e%2f, 400, pattern",
        "/actions?x=1, 400, unknown-parameter",
    })
    void answers_odd_targets_with_the_place_and_the_rule(String target, int status, String rule) throws Exception {
        RawHttp.Response response = router.get(target);

        assertThat(response.status()).isEqualTo(status);
        assertThat(json(response)
                        .getJsonObject("error")
                        .getJsonObject("details")
                        .getJsonArray("violations")
                        .getJsonObject(0)
                        .getString("rule"))
                .isEqualTo(rule);
        check.require("GET", target, response.status(), response.headers(), response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "//actions",
                "/actions/",
                "/actions//versions/1.0.0",
                "/actions/a/versions/1.0.0/",
                "/actions/a/b",
                "/Actions",
                "/nowhere",
                "/health",
                "/actions%2Fa",
                "/openapi-yaml"
            })
    void answers_a_path_of_no_operation_with_404(String target) throws Exception {
        RawHttp.Response response = router.get(target);

        assertThat(response.status()).isEqualTo(404);
        assertThat(code(response)).isEqualTo("ROUTE_NOT_FOUND");
        check.require("GET", target, response.status(), response.headers(), response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "/actions?q=50%25, q, 50%",
        "/actions?q=50%2525, q, 50%25",
        "/actions?q=a+b, q, a b",
        "/actions?q=a%2Bb, q, a+b",
        "/actions/files%2Emove, name, files.move",
        "/actions/%66iles.move, name, files.move",
    })
    void decodes_exactly_once(String target, String parameter, String value) throws Exception {
        assertThat(json(router.get(target)).getString(parameter)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /actions                        | GET, HEAD, OPTIONS",
                "DELETE | /actions/a/versions/1.0.0       | GET, HEAD, OPTIONS, PUT",
                "PATCH  | /api-keys                       | GET, HEAD, OPTIONS, POST",
                "GET    | /api-keys/k1                    | DELETE, OPTIONS",
                "TRACE  | /whoami                         | GET, HEAD, OPTIONS",
                "BREW   | /whoami                         | GET, HEAD, OPTIONS"
            })
    void answers_a_method_of_no_operation_with_405_and_those_there_are(String method, String path, String allow)
            throws Exception {
        RawHttp.Response response = RawHttp.exchange(router.port(), method, path);

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).isEqualTo(allow);
        assertThat(code(response)).isEqualTo("METHOD_NOT_ALLOWED");
        check.require(method, path, response.status(), response.headers(), response.body());
    }

    @Test
    void answers_options_with_the_methods_there_are() throws Exception {
        RawHttp.Response response = RawHttp.exchange(router.port(), "OPTIONS", "/actions/a/versions/1.0.0");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
        assertThat(RawHttp.exchange(router.port(), "OPTIONS", "/nowhere").status())
                .isEqualTo(404);
    }

    @Test
    void answers_head_like_get_without_the_body() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(RawHttp.head("HEAD", "/actions/a", RunningRouter.withKey()));
            RawHttp.Response head = http.read(true);
            http.send(RawHttp.head("GET", "/actions/a", RunningRouter.withKey()));
            RawHttp.Response get = http.read();

            assertThat(head.status()).isEqualTo(200);
            // RFC 9110, section 9.3.2, lets a server leave out what it knows only from the body.
            get.headers().remove("Content-Length");
            assertThat(head.headers()).isEqualTo(get.headers());
            assertThat(get.body()).isNotEmpty();
        }
    }

    @Test
    void answers_head_of_a_refused_request_without_a_body_too() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(RawHttp.head("HEAD", "/actions/A", RunningRouter.withKey()));
            assertThat(http.read(true).status()).isEqualTo(400);
            http.send(RawHttp.head("HEAD", "/nowhere", RunningRouter.withKey()));
            assertThat(http.read(true).status()).isEqualTo(404);
            http.send(RawHttp.head("GET", "/whoami", RunningRouter.withKey()));
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void refuses_what_a_client_cannot_accept() throws Exception {
        RawHttp.Response response = router.get("/whoami", "Accept: text/html", "Accept: image/*");

        assertThat(response.status()).isEqualTo(406);
        assertThat(router.get("/whoami", "Accept: text/html", "Accept: */*;q=0.1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void turns_a_broken_handler_into_a_failure_with_an_answer() throws Exception {
        assertThat(router.get("/actions/breaks").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({"*, 404", "actions, 404", "?q=a, 400", "http://other/actions, 200", "http://other, 404"})
    void opens_and_answers_other_forms_of_a_target(String target, int status) throws Exception {
        RawHttp.Response response = router.get(target);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.header("X-Request-Id")).isNotEmpty();
        assertThat(router.steps).containsOnlyOnce("opening");
    }

    @Test
    void opens_and_refuses_a_request_without_a_host() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send("GET /whoami HTTP/1.1\r\n\r\n");
            RawHttp.Response response = http.read();

            assertThat(response.status()).isEqualTo(400);
            assertThat(code(response)).isEqualTo("BAD_REQUEST");
            assertThat(router.steps).containsExactly("opening");
            check.require("GET", "/whoami", response.status(), response.headers(), response.body());
        }
    }

    private static JsonObject json(RawHttp.Response response) {
        return new JsonObject(response.text());
    }

    private static String code(RawHttp.Response response) {
        return json(response).getJsonObject("error").getString("code");
    }
}
