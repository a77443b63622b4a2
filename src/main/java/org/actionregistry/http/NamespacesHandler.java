package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.actionregistry.action.ActionName;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;
import org.actionregistry.journal.NamespaceChanged;
import org.actionregistry.journal.Submission;
import org.actionregistry.publishing.Namespace;
import org.actionregistry.publishing.NamespaceQuery;
import org.actionregistry.publishing.PublishingCalls;
import org.actionregistry.signing.KeyId;

/** {@code /namespaces}. */
final class NamespacesHandler {
    private static final List<String> SCOPE = List.of("namespaces");

    private final LocalBus bus;
    private final WriteGuard guard;

    NamespacesHandler(LocalBus bus, WriteGuard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("listNamespaces", this::list, "getNamespace", this::get, "setNamespace", this::set);
    }

    private Future<Void> list(RoutingContext ctx, ValidRequest request) {
        int limit = request.integer("limit");
        NamespaceQuery query =
                new NamespaceQuery(limit, request.optionalText("cursor").map(cursor -> Cursor.lastKey(cursor, SCOPE)));
        return bus.ask(PublishingCalls.NAMESPACES, query).compose(found -> {
            List<Namespace> page = found.subList(0, Math.min(limit, found.size()));
            JsonArray items = new JsonArray();
            page.forEach(namespace -> items.add(view(namespace)));
            JsonObject body = new JsonObject().put("items", items).putNull("next_cursor");
            if (found.size() > limit) {
                String cursor = Cursor.after(page.get(limit - 1).name(), SCOPE);
                body.put("next_cursor", cursor);
                Replies.linkNext(ctx, "/namespaces?limit=" + limit + "&cursor=" + cursor);
            }
            return Replies.sendTagged(ctx, request, body.toBuffer());
        });
    }

    private Future<Void> get(RoutingContext ctx, ValidRequest request) {
        ActionName name = PathCoordinate.namespace(request);
        return bus.ask(PublishingCalls.NAMESPACE, name.value())
                .compose(found ->
                        Replies.sendTagged(ctx, request, representation(found.orElseThrow(() -> notFound(name)))));
    }

    private static Refused notFound(ActionName name) {
        return new Refused(
                ErrorCode.NAMESPACE_NOT_FOUND,
                "Nobody has set the namespace " + name + ".",
                Map.of("namespace", name.value()));
    }

    private Future<Void> set(RoutingContext ctx, ValidRequest request) {
        ActionName name = PathCoordinate.namespace(request);
        guard.requireNamespace(ctx, name);
        List<String> owners = texts(request, "owners");
        List<String> kids = texts(request, "kids");
        return bus.ask(PublishingCalls.NAMESPACE, name.value())
                .compose(found -> {
                    OptionalLong expected = Precondition.check(
                            request,
                            found.map(NamespacesHandler::representation).map(EntityTag::of),
                            found.map(Namespace::logIndex).orElse(NamespaceChanged.NEVER_CHANGED));
                    return saysTheSame(found, owners, kids)
                            ? Future.succeededFuture(found.get())
                            : set(ctx, new Namespace(name.value(), owners, kids, 0), expected);
                })
                .compose(namespace -> Replies.sendTagged(ctx, request, representation(namespace)));
    }

    private static boolean saysTheSame(Optional<Namespace> found, List<String> owners, List<String> kids) {
        return found.isPresent()
                && found.get().owners().equals(owners)
                && found.get().kids().equals(kids);
    }

    private Future<Namespace> set(RoutingContext ctx, Namespace wanted, OptionalLong expected) {
        NamespaceChanged change = new NamespaceChanged(
                wanted.name(),
                wanted.owners(),
                wanted.kids().stream().map(KeyId::new).toList(),
                expected);
        return bus.ask(PublishingCalls.CHANGE, Submission.by(Actors.of(ctx, "setNamespace"), change))
                .map(written -> new Namespace(wanted.name(), wanted.owners(), wanted.kids(), written.index()));
    }

    /** A set; sorted, so that it has one form in the journal and one entity tag. */
    private static List<String> texts(ValidRequest request, String member) {
        if (!(request.body().get(member) instanceof List<?> texts)) {
            throw new IllegalStateException("the contract let a body through without " + member);
        }
        return texts.stream().map(String.class::cast).sorted().toList();
    }

    private static Buffer representation(Namespace namespace) {
        return view(namespace).toBuffer();
    }

    private static JsonObject view(Namespace namespace) {
        return new JsonObject()
                .put("namespace", namespace.name())
                .put("owners", new JsonArray(namespace.owners()))
                .put("kids", new JsonArray(namespace.kids()))
                .put("log_index", namespace.logIndex());
    }
}
