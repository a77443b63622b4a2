package org.actionregistry.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PublicKey;

/**
 * What the registry is compared with, in a process of its own, one kind of server a process:
 *
 * <ul>
 *   <li>{@code constant BYTES}: Vert.x and nothing else; the same headers as the registry and a body of that size;
 *   <li>{@code select URL}: the same around one prepared point select, whose document is the body;
 *   <li>{@code plain URL KEY}: the endpoint as one would first write it: a router, one query, one verification and one JSON
 *       encoding a request, nothing remembered.
 * </ul>
 */
final class BaselineServer extends AbstractVerticle {
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
    private static final CharSequence ID = HttpHeaders.createOptimized("0123456789abcdef01234567");
    private static final CharSequence TAG = HttpHeaders.createOptimized("\"0123456789abcdef0123456789abcdef\"");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
    private static final CharSequence ENCODING = HttpHeaders.createOptimized("Accept-Encoding");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    /** As many and as deeply pipelined as the registry's own. */
    private static final int CONNECTIONS = 4;

    private static final int PIPELINED = 64;
    private static final String SELECT = "SELECT canonical FROM action_versions WHERE name = $1 AND version = $2";
    private static final String SELECT_ALL = """
            SELECT canonical, hash, sig_kid, sig_b64, status, created_at::text AS created_at, log_index
            FROM action_versions WHERE name = $1 AND version = $2
            """;

    private final Function<Vertx, Handler<HttpServerRequest>> answering;
    private int port;

    private BaselineServer(Function<Vertx, Handler<HttpServerRequest>> answering) {
        this.answering = answering;
    }

    /** @param arguments as the class says; the port is printed when it listens */
    public static void main(String... arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        Function<Vertx, Handler<HttpServerRequest>> answering = switch (arguments[0]) {
            case "constant" -> constant(Integer.parseInt(arguments[1]));
            case "select" -> select(client(vertx, arguments[1]));
            case "plain" -> plain(client(vertx, arguments[1]), arguments[2]);
            default -> throw new IllegalArgumentException("unknown server " + arguments[0]);
        };
        List<BaselineServer> servers = new CopyOnWriteArrayList<>();
        vertx.deployVerticle(
                        () -> {
                            BaselineServer server = new BaselineServer(answering);
                            servers.add(server);
                            return server;
                        },
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onSuccess(listening -> System.out.println("port " + servers.get(0).port))
                .onFailure(failure -> System.exit(1));
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(4096))
                .requestHandler(answering.apply(vertx))
                // Negative: one free port for all instances.
                .listen(-1, "127.0.0.1")
                .map(server -> {
                    port = server.actualPort();
                    return (Void) null;
                })
                .onComplete(started);
    }

    private static Function<Vertx, Handler<HttpServerRequest>> constant(int bytes) {
        Buffer body = Buffer.buffer("x".repeat(bytes));
        return vertx -> request -> answer(request, body);
    }

    private static void answer(HttpServerRequest request, Buffer body) {
        request.response()
                .putHeader(REQUEST_ID, ID)
                .putHeader(HttpHeaders.ETAG, TAG)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
                .putHeader(VARY, ENCODING)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(body);
    }

    private static SqlClient client(Vertx vertx, String url) {
        DatabaseUrl database = DatabaseUrl.parse(url);
        return PgBuilder.client()
                .using(vertx)
                .connectingTo(new PgConnectOptions()
                        .setHost(database.host())
                        .setPort(database.port())
                        .setDatabase(database.database())
                        .setUser(database.user())
                        .setPassword(database.password().orElse(""))
                        .setCachePreparedStatements(true)
                        .setPipeliningLimit(PIPELINED))
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .build();
    }

    private static Future<Row> row(SqlClient client, String sql, String name, String version) {
        return client.preparedQuery(sql).execute(Tuple.of(name, version)).map(BaselineServer::only);
    }

    private static Row only(RowSet<Row> rows) {
        return rows.iterator().next();
    }

    private static Function<Vertx, Handler<HttpServerRequest>> select(SqlClient client) {
        return vertx -> request -> {
            String[] segments = request.path().split("/", -1);
            row(client, SELECT, segments[2], segments[4])
                    .onSuccess(row -> answer(request, row.getBuffer("canonical")))
                    .onFailure(failure -> request.response().setStatusCode(500).end());
        };
    }

    private static Function<Vertx, Handler<HttpServerRequest>> plain(SqlClient client, String publicKey) {
        Ed25519PublicKey key = Ed25519PublicKey.of(Base64Text.decode(publicKey));
        return vertx -> {
            Router router = Router.router(vertx);
            router.get("/actions/:name/versions/:version").handler(ctx -> plain(ctx, client, key));
            return router;
        };
    }

    private static void plain(RoutingContext ctx, SqlClient client, Ed25519PublicKey key) {
        row(client, SELECT_ALL, ctx.pathParam("name"), ctx.pathParam("version"))
                .compose(row -> ctx.vertx().executeBlocking(() -> document(ctx, row, key), false))
                .onSuccess(body -> answer(ctx.request(), body))
                .onFailure(ctx::fail);
    }

    private static Buffer document(RoutingContext ctx, Row row, Ed25519PublicKey key) {
        Buffer canonical = row.getBuffer("canonical");
        Digest digest = Digest.of(canonical.getBytes());
        boolean verified = digest.toString().equals(row.getString("hash"))
                && key.verify(digest.bytes(), Base64Text.decode(row.getString("sig_b64")));
        return new JsonObject()
                .put("name", ctx.pathParam("name"))
                .put("version", ctx.pathParam("version"))
                .put("schema", canonical.toJsonObject())
                .put("hash", row.getString("hash"))
                .put(
                        "signature",
                        new JsonObject()
                                .put("alg", "ed25519")
                                .put("kid", row.getString("sig_kid"))
                                .put("sig", row.getString("sig_b64")))
                .put("verified", verified)
                .put("status", row.getString("status"))
                .put("created_at", row.getString("created_at"))
                .put("log_index", row.getLong("log_index"))
                .toBuffer();
    }
}
