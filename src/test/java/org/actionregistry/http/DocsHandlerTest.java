package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.actionregistry.failure.RegistryException;
import org.actionregistry.http.contract.Contract;
import org.actionregistry.http.contract.ContractRouter;
import org.actionregistry.http.contract.Edge;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.testing.ContractCheck;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class DocsHandlerTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private final Vertx vertx = Vertx.vertx();
    private final ContractCheck check = ContractCheck.ofBundledContract();
    private final HttpServer server;

    DocsHandlerTest() {
        Contract contract = Outcome.of(Contract.load(vertx));
        Map<String, OperationHandler> handlers = new HashMap<>();
        contract.operations()
                .forEach(operation -> handlers.put(operation.id(), (ctx, request) -> Future.succeededFuture()));
        handlers.putAll(new DocsHandler(contract).operations());
        Edge edge = new Edge(
                DocsHandlerTest::open,
                (ctx, operation) -> Future.succeededFuture(),
                DocsHandlerTest::renderFailure,
                1024,
                Duration.ofSeconds(5));
        server = Outcome.of(vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(ContractRouter.create(vertx, contract, edge, handlers))
                .listen());
    }

    private static void open(RoutingContext ctx) {
        ctx.response().putHeader("X-Request-Id", "r1");
        ctx.next();
    }

    private static void renderFailure(RoutingContext ctx) {
        RegistryException failure = (RegistryException) ctx.failure();
        ctx.response()
                .setStatusCode(failure.code().status())
                .putHeader("Content-Type", "application/json")
                .end(JsonObject.of(
                                "error",
                                JsonObject.of(
                                        "code", failure.code().name(),
                                        "message", failure.message(),
                                        "details", new JsonObject()))
                        .encode());
    }

    @AfterAll
    void stop() {
        Outcome.of(vertx.close());
    }

    @Test
    void serves_the_contract_as_it_stands_in_the_project() throws Exception {
        assertThat(get("/openapi.yaml").body()).isEqualTo(Files.readAllBytes(Path.of("openapi.yaml")));
        assertThat(new JsonObject(get("/openapi.json").text()).getString("openapi"))
                .startsWith("3.1.");
    }

    @ParameterizedTest
    @CsvSource({
        "/openapi.yaml, application/yaml",
        "/openapi.json, application/json",
        "/docs, text/html; charset=utf-8",
    })
    void answers_with_the_right_media_type_and_lets_caches_ask_again(String path, String type) throws Exception {
        RawHttp.Response response = get(path);

        assertThat(response.header("Content-Type")).isEqualTo(type);
        assertThat(response.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.yaml", "/openapi.json", "/docs"})
    void answers_304_to_those_who_have_it(String path) throws Exception {
        String tag = get(path).header("ETag");

        RawHttp.Response again = get(path, "If-None-Match: \"x\"", "If-None-Match: W/" + tag);

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(get(path, "If-None-Match: \"x\"").status()).isEqualTo(200);
    }

    @Test
    void has_a_page_that_refers_to_this_server_only_and_to_nothing_that_is_not_there() throws Exception {
        String page = get("/docs").text();
        Matcher reference = REFERENCE.matcher(page);
        int found = 0;
        while (reference.find()) {
            String target = reference.group(1);
            if (!target.equals("data:,")) {
                assertThat(target).matches("(?:docs/)?[a-z0-9.-]+");
                assertThat(get("/" + target).status()).as(target).isEqualTo(200);
                found++;
            }
        }
        assertThat(found).isEqualTo(7);
        assertThat(page).contains("<noscript>").contains("<h1>Action-Registry</h1>");
    }

    @Test
    void forbids_the_page_everything_that_does_not_come_from_this_server() throws Exception {
        assertThat(get("/docs").header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        assertThat(get("/docs").text())
                .doesNotContain("<style")
                .doesNotContainPattern("<script>")
                .doesNotContain("onload");
    }

    @Test
    void serves_assets_for_a_year_under_names_that_change_with_their_content() throws Exception {
        List<String> assets = REFERENCE
                .matcher(get("/docs").text())
                .results()
                .map(result -> result.group(1))
                .filter(target -> target.startsWith("docs/"))
                .toList();

        assertThat(assets).hasSize(4).allMatch(asset -> asset.matches("docs/[a-z-]+-[0-9a-f]{12}\\.(?:js|css)"));
        for (String asset : assets) {
            RawHttp.Response response = get("/" + asset);
            assertThat(response.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(response.header("Content-Type"))
                    .startsWith(asset.endsWith("js") ? "text/javascript" : "text/css");
            assertThat(get("/" + asset, "If-None-Match: " + response.header("ETag"))
                            .status())
                    .isEqualTo(304);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/page.js", "/docs/swagger-ui-bundle.js", "/docs/page.html", "/docs/application.yml"})
    void serves_nothing_else(String path) throws Exception {
        assertThat(get(path).status()).isEqualTo(404);
    }

    private RawHttp.Response get(String path, String... headers) throws Exception {
        RawHttp.Response response = RawHttp.exchange(server.actualPort(), "GET", path, headers);
        check.require("GET", path, response.status(), response.headers(), response.body());
        return response;
    }
}
