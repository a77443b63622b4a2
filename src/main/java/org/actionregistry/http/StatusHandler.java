package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Standing;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.catalog.CatalogCalls;
import org.actionregistry.catalog.VerifiedVersion;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;
import org.actionregistry.journal.StatusChanged;
import org.actionregistry.journal.Submission;
import org.actionregistry.publishing.PublishingCalls;

/** {@code /actions/{name}/versions/{version}/status}. */
final class StatusHandler {
    private final LocalBus bus;
    private final WriteGuard guard;

    StatusHandler(LocalBus bus, WriteGuard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("setVersionStatus", this::set);
    }

    /** The representation that {@code If-Match} speaks of is the version's own, which shows the status. */
    private Future<Void> set(RoutingContext ctx, ValidRequest request) {
        Coordinate coordinate = PathCoordinate.coordinate(request);
        guard.requireAction(ctx, coordinate.name());
        Standing wanted = WantedStatus.read(coordinate, request.body());
        return bus.ask(CatalogCalls.VERSION, coordinate)
                .compose(version -> set(ctx, request, version, wanted))
                .compose(answer -> Replies.send(ctx, 200, answer));
    }

    private Future<JsonObject> set(RoutingContext ctx, ValidRequest request, VerifiedVersion version, Standing wanted) {
        StoredVersion stored = version.stored();
        long seen = stored.standing().change().map(Standing.Change::index).orElse(StatusChanged.NEVER_CHANGED);
        OptionalLong expected = Precondition.check(
                request, Optional.of(VersionViews.document(version).tag()), seen);
        if (stored.standing().saysTheSameAs(wanted)) {
            return Future.succeededFuture(view(stored.coordinate(), stored.standing(), false));
        }
        StatusChanged change = new StatusChanged(
                stored.coordinate(),
                wanted.status(),
                wanted.reason(),
                wanted.severity(),
                wanted.replacement(),
                wanted.sunset(),
                expected);
        return bus.ask(PublishingCalls.CHANGE, Submission.by(Actors.of(ctx, "setVersionStatus"), change))
                .map(written -> view(
                        stored.coordinate(),
                        wanted.changedBy(new Standing.Change(written.time(), written.index())),
                        true));
    }

    private static JsonObject view(Coordinate coordinate, Standing standing, boolean changed) {
        JsonObject json = new JsonObject()
                .put("name", coordinate.name().value())
                .put("version", coordinate.version().toString());
        return StatusViews.put(json, standing).put("changed", changed);
    }
}
