package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.catalog.CatalogCalls;
import org.actionregistry.catalog.Page;
import org.actionregistry.catalog.VersionLine;
import org.actionregistry.catalog.VersionQuery;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;
import org.actionregistry.publishing.PublishRequest;
import org.actionregistry.publishing.Published;
import org.actionregistry.publishing.PublishingCalls;
import org.jspecify.annotations.Nullable;

/** {@code /actions/{name}/versions} and what is below it. */
final class VersionsHandler {
    private final LocalBus bus;
    private final ReadyAnswers answers;
    private final WriteGuard guard;

    VersionsHandler(LocalBus bus, ReadyAnswers answers, WriteGuard guard) {
        this.bus = bus;
        this.answers = answers;
        this.guard = guard;
    }

    Map<String, OperationHandler> operations() {
        return Map.of(
                "listVersions", this::list,
                "getVersion", this::get,
                "verifyVersion", this::verify,
                "publishVersion", this::publish);
    }

    private Future<Void> list(RoutingContext ctx, ValidRequest request) {
        ActionName name = PathCoordinate.name(request);
        List<String> scope = List.of("versions of", name.value());
        VersionQuery query = new VersionQuery(
                name,
                request.integer("limit"),
                request.optionalText("cursor").map(cursor -> SemanticVersion.parse(Cursor.lastKey(cursor, scope))));
        return bus.ask(CatalogCalls.VERSIONS, query).compose(page -> reply(ctx, request, name, scope, page));
    }

    private static Future<Void> reply(
            RoutingContext ctx, ValidRequest request, ActionName name, List<String> scope, Page<VersionLine> page) {
        JsonObject body = new JsonObject()
                .put("name", name.value())
                .put("items", ActionViews.lines(page.items()))
                .putNull("next_cursor");
        if (page.more()) {
            VersionLine last = page.items().get(page.items().size() - 1);
            String cursor = Cursor.after(last.version().toString(), scope);
            body.put("next_cursor", cursor);
            Replies.linkNext(
                    ctx, "/actions/" + name + "/versions?limit=" + request.integer("limit") + "&cursor=" + cursor);
        }
        return Replies.sendTagged(ctx, request, body.toBuffer());
    }

    private Future<Void> get(RoutingContext ctx, ValidRequest request) {
        return answers.get(ReadyPath.Version.of(PathCoordinate.coordinate(request)))
                .compose(version -> Replies.send(ctx, request, version));
    }

    private Future<Void> verify(RoutingContext ctx, ValidRequest request) {
        return answers.get(ReadyPath.Verification.of(PathCoordinate.coordinate(request)))
                .compose(verdict -> Replies.send(ctx, request, verdict));
    }

    private Future<Void> publish(RoutingContext ctx, ValidRequest request) {
        Coordinate coordinate = PathCoordinate.coordinate(request);
        guard.requireAction(ctx, coordinate.name());
        PublishRequest wish = new PublishRequest(
                coordinate,
                object(request.body(), "schema"),
                signature(object(request.body(), "signature")),
                request.flag("dry_run"),
                Actors.of(ctx, "publishVersion"));
        return bus.ask(PublishingCalls.PUBLISH, wish).compose(published -> reply(ctx, published));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> body, String member) {
        return (Map<String, @Nullable Object>) required(body, member);
    }

    private static DetachedSignature signature(Map<String, @Nullable Object> signature) {
        return new DetachedSignature((String) required(signature, "alg"), (String) required(signature, "kid"), (String)
                required(signature, "sig"));
    }

    /** The contract requires these members; one that is missing here is a defect of the contract, not of the client. */
    private static Object required(Map<String, @Nullable Object> object, String member) {
        Object value = object.get(member);
        if (value == null) {
            throw new IllegalStateException("the contract let a body through without " + member);
        }
        return value;
    }

    private static Future<Void> reply(RoutingContext ctx, Published published) {
        WriteAudit.journalled(ctx, published.created() && !published.dryRun());
        Coordinate coordinate = published.coordinate();
        JsonObject body = new JsonObject()
                .put("name", coordinate.name().value())
                .put("version", coordinate.version().toString())
                .put("hash", published.hash())
                .put("kid", published.kid())
                .put("created", published.created());
        published
                .entry()
                .ifPresent(
                        entry -> body.put("created_at", entry.time().toString()).put("log_index", entry.index()));
        if (published.dryRun()) {
            return Replies.send(ctx, 200, body.put("dry_run", true));
        }
        ctx.response().putHeader(HttpHeaders.LOCATION, PathCoordinate.path(coordinate));
        return Replies.send(ctx, published.created() ? 201 : 200, body);
    }
}
