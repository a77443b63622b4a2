package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.catalog.ActionPage;
import org.actionregistry.catalog.ActionQuery;
import org.actionregistry.catalog.CatalogCalls;
import org.actionregistry.catalog.ListedAction;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /actions} and {@code /actions/{name}}. */
final class ActionsHandler {
    /** About as long is what a list says of an action, in characters. */
    private static final int ITEM_LENGTH = 512;

    private final LocalBus bus;
    private final ReadyAnswers answers;
    private final Turns searches;

    /** @param searches of all lists and searches of the process */
    ActionsHandler(LocalBus bus, ReadyAnswers answers, Turns searches) {
        this.bus = bus;
        this.answers = answers;
        this.searches = searches;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("listActions", this::list, "getAction", this::get);
    }

    private Future<Void> list(RoutingContext ctx, ValidRequest request) {
        Map<String, String> filters = filters(request);
        ActionQuery query = new ActionQuery(
                Optional.ofNullable(filters.get("q")),
                Optional.ofNullable(filters.get("namespace")),
                Optional.ofNullable(filters.get("tag")),
                Optional.ofNullable(filters.get("status")).map(VersionStatus::ofWord),
                request.integer("limit"),
                request.optionalText("cursor").map(cursor -> new ActionName(Cursor.lastKey(cursor, scope(filters)))));
        Supplier<Future<Representation>> read = () ->
                searches.take(() -> bus.ask(CatalogCalls.LIST, query).map(page -> page(filters, query.limit(), page)));
        if (query.after().isPresent()) {
            return read.get().compose(page -> Replies.sendOnce(ctx, request, page));
        }
        return answers.firstPage(path(filters, query.limit()), read).compose(page -> Replies.send(ctx, request, page));
    }

    private static Map<String, String> filters(ValidRequest request) {
        Map<String, String> filters = new TreeMap<>();
        for (String filter : List.of("q", "namespace", "tag", "status")) {
            request.optionalText(filter).ifPresent(text -> filters.put(filter, text));
        }
        return filters;
    }

    private static List<String> scope(Map<String, String> filters) {
        return filters.entrySet().stream()
                .map(filter -> filter.getKey() + "=" + filter.getValue())
                .toList();
    }

    private static Representation page(Map<String, String> filters, int limit, ActionPage<ListedAction> page) {
        JsonText json = new JsonText(64 + ITEM_LENGTH * page.items().size()).beginItems("items");
        for (ListedAction action : page.items()) {
            ActionViews.putListed(json.beginItem(), action);
            json.end();
        }
        json.endItems();
        if (page.next().isEmpty()) {
            return representation(json.put("next_cursor", null), Map.of());
        }
        String cursor = Cursor.after(page.next().get().value(), scope(filters));
        return representation(
                json.put("next_cursor", cursor),
                Map.of("Link", Replies.linkNext(path(filters, limit) + "&cursor=" + cursor)));
    }

    private static Representation representation(JsonText members, Map<String, String> headers) {
        return Representation.revalidated(members.toBytes(), headers);
    }

    /** The first page, in one spelling of its query. */
    private static String path(Map<String, String> filters, int limit) {
        StringBuilder uri = new StringBuilder("/actions?");
        filters.forEach((name, value) -> uri.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        return uri.append("limit=").append(limit).toString();
    }

    private Future<Void> get(RoutingContext ctx, ValidRequest request) {
        return bus.ask(CatalogCalls.HEADER, PathCoordinate.name(request))
                .compose(header -> Replies.sendTagged(
                        ctx, request, ActionViews.header(header).toBuffer()));
    }
}
