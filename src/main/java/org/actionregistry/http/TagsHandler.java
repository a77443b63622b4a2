package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.Invalid;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.TagMoved;
import org.actionregistry.journal.TagRemoved;
import org.actionregistry.publishing.PublishingCalls;

/** {@code /actions/{name}/tags/{tag}}. */
final class TagsHandler {
    private final LocalBus bus;
    private final WriteGuard guard;

    TagsHandler(LocalBus bus, WriteGuard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("setTag", this::set, "removeTag", this::remove);
    }

    private Future<Void> set(RoutingContext ctx, ValidRequest request) {
        ActionName name = PathCoordinate.name(request);
        guard.requireAction(ctx, name);
        TagMoved wanted = new TagMoved(name, PathCoordinate.tag(request), version(request));
        return bus.ask(PublishingCalls.MOVE_TAG, Submission.by(Actors.of(ctx, "setTag"), wanted))
                .compose(moved -> {
                    WriteAudit.journalled(ctx, moved.changed());
                    return Replies.send(
                            ctx,
                            200,
                            view(name, wanted.tag())
                                    .put("version", moved.place().version().toString())
                                    .put("changed", moved.changed())
                                    .put("log_index", moved.place().logIndex()));
                });
    }

    private static SemanticVersion version(ValidRequest request) {
        try {
            return SemanticVersion.parse(String.valueOf(request.body().get("version")));
        } catch (IllegalArgumentException malformed) {
            throw Invalid.request("/version", "version", "version: " + malformed.getMessage());
        }
    }

    private Future<Void> remove(RoutingContext ctx, ValidRequest request) {
        ActionName name = PathCoordinate.name(request);
        guard.requireAction(ctx, name);
        TagRemoved wanted = new TagRemoved(name, PathCoordinate.tag(request));
        return bus.ask(PublishingCalls.CHANGE, Submission.by(Actors.of(ctx, "removeTag"), wanted))
                .compose(written ->
                        Replies.send(ctx, 200, view(name, wanted.tag()).put("log_index", written.index())));
    }

    private static JsonObject view(ActionName name, DistTag tag) {
        return new JsonObject().put("name", name.value()).put("tag", tag.value());
    }
}
