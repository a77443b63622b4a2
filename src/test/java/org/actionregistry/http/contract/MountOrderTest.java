package org.actionregistry.http.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which operation answers where more than one path of a contract matches. */
class MountOrderTest {
    private static final String OVERLAPPING = """
            paths:
              /things/{id}:
                get: {operationId: getThing, x-required-role: none, parameters: [{$ref: "#/id"}], responses: {"200": {}}}
              /things/newest:
                get: {operationId: getNewest, x-required-role: none, responses: {"200": {}}}
              /things/{id}/parts:
                get: {operationId: listParts, x-required-role: none, parameters: [{$ref: "#/id"}], responses: {"200": {}}}
            id: {name: id, in: path, required: true, schema: {type: string}}
            """;

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Contract contract = new Contract(ContractDocument.parse(OVERLAPPING.getBytes(UTF_8)));
        Map<String, OperationHandler> handlers = new HashMap<>();
        contract.operations()
                .forEach(operation -> handlers.put(
                        operation.id(), (ctx, request) -> ctx.response().end(operation.id())));
        Edge edge = new Edge(
                RoutingContext::next,
                (ctx, operation) -> Future.succeededFuture(),
                ctx -> ctx.response().setStatusCode(500).end(String.valueOf(ctx.failure())),
                1,
                Duration.ofSeconds(1));
        server = Outcome.of(
                vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
                        .requestHandler(ContractRouter.create(vertx, contract, edge, handlers))
                        .listen());
    }

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    @Test
    void a_concrete_path_wins_over_one_with_parameters_that_stands_before_it() throws Exception {
        assertThat(answer("/things/newest")).isEqualTo("getNewest");
        assertThat(answer("/things/7")).isEqualTo("getThing");
    }

    @Test
    void a_parameter_is_one_segment() throws Exception {
        assertThat(answer("/things/7/parts")).isEqualTo("listParts");
        assertThat(answer("/things/newest/parts")).isEqualTo("listParts");
    }

    private String answer(String target) throws Exception {
        return new String(RawHttp.exchange(server.actualPort(), "GET", target).body(), UTF_8);
    }
}
