package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.catalog.CatalogCalls;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;
import org.actionregistry.log.LogCalls;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.TilePath;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.signing.VerifierKey;

/** {@code /log} and what is below it (C2SP tlog-tiles), and the proof of one version (C2SP tlog-proof). */
final class LogHandler {
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");
    private static final CharSequence BYTES = HttpHeaders.createOptimized("application/octet-stream");

    /** A cache that kept a checkpoint would hold back what was logged since. */
    private static final CharSequence REVALIDATE = HttpHeaders.createOptimized("no-cache");

    private static final CharSequence FOR_EVER = HttpHeaders.createOptimized("public, max-age=31536000, immutable");

    private final LocalBus bus;
    private final List<VerifierKey> keys;

    /** @param keys what verifies the log's checkpoints; none when this registry does not sign its log */
    LogHandler(LocalBus bus, List<VerifierKey> keys) {
        this.bus = bus;
        this.keys = keys;
    }

    Map<String, OperationHandler> operations() {
        return Map.of(
                "getCheckpoint",
                this::checkpoint,
                "getLogKeys",
                this::keys,
                "getTile1",
                (ctx, request) -> tile(ctx, request, 1),
                "getTile2",
                (ctx, request) -> tile(ctx, request, 2),
                "getTile3",
                (ctx, request) -> tile(ctx, request, 3),
                "getTile4",
                (ctx, request) -> tile(ctx, request, 4),
                "getConsistencyProof",
                this::consistency,
                "getVersionProof",
                this::proof);
    }

    private Future<Void> checkpoint(RoutingContext ctx, ValidRequest request) {
        return bus.ask(LogCalls.CHECKPOINT, new LogCalls.Latest())
                .compose(note -> send(ctx, TEXT, REVALIDATE, Buffer.buffer(note.bytes())));
    }

    private Future<Void> keys(RoutingContext ctx, ValidRequest request) {
        if (keys.isEmpty()) {
            throw new Refused(ErrorCode.LOG_NOT_SIGNED, "This registry has no key to sign its log with.");
        }
        String lines = keys.stream().map(key -> key + "\n").collect(Collectors.joining());
        return send(ctx, TEXT, REVALIDATE, Buffer.buffer(lines));
    }

    /** The contract's path templates have a fixed number of segments; the specification's paths do not. */
    private Future<Void> tile(RoutingContext ctx, ValidRequest request, int parts) {
        String path = Stream.concat(
                        Stream.of("level"),
                        Stream.iterate(1, i -> i <= parts, i -> i + 1).map(i -> "part" + i))
                .map(request::text)
                .collect(Collectors.joining("/"));
        return bus.ask(LogCalls.TILE, tilePath(path))
                .compose(resource -> send(ctx, BYTES, FOR_EVER, Buffer.buffer(resource.bytes())));
    }

    private static TilePath tilePath(String path) {
        try {
            return TilePath.parse(path);
        } catch (IllegalArgumentException malformed) {
            throw Invalid.request("path", "tile", "tile/" + path + ": " + malformed.getMessage());
        }
    }

    private Future<Void> consistency(RoutingContext ctx, ValidRequest request) {
        return bus.ask(LogCalls.CONSISTENCY, new LogCalls.Sizes(request.longInteger("from"), request.longInteger("to")))
                .compose(proof -> Replies.send(ctx, 200, view(proof)));
    }

    private static JsonObject view(ConsistencyProof proof) {
        return new JsonObject()
                .put("from", proof.from())
                .put("to", proof.to())
                .put(
                        "hashes",
                        new JsonArray(
                                proof.path().stream().map(MerkleHash::toString).toList()));
    }

    private Future<Void> proof(RoutingContext ctx, ValidRequest request) {
        Coordinate coordinate = PathCoordinate.coordinate(request);
        return bus.ask(LogCalls.PROOF, coordinate)
                .compose(proof -> proof.map(Future::succeededFuture).orElseGet(() -> missing(coordinate)))
                .compose(proof -> send(ctx, TEXT, REVALIDATE, Buffer.buffer(proof.toString())));
    }

    /** The catalog knows whether the action or the version is missing, and fails with which. */
    private Future<TlogProof> missing(Coordinate coordinate) {
        return bus.ask(CatalogCalls.VERSION, coordinate)
                .compose(published -> Future.failedFuture(
                        new Unavailable("The version was published at this very moment; try again.", 1)));
    }

    private static Future<Void> send(
            RoutingContext ctx, CharSequence contentType, CharSequence cacheControl, Buffer body) {
        return ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                .end(body);
    }
}
