package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.catalog.ActionQuery;
import org.actionregistry.catalog.CatalogCalls;
import org.actionregistry.catalog.ListedAction;
import org.actionregistry.catalog.Page;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /actions} and {@code /actions/{name}}. */
final class ActionsHandler {
    private final LocalBus bus;

    ActionsHandler(LocalBus bus) {
        this.bus = bus;
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
        return bus.ask(CatalogCalls.LIST, query).compose(page -> reply(ctx, request, filters, page));
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

    private static Future<Void> reply(
            RoutingContext ctx, ValidRequest request, Map<String, String> filters, Page<ListedAction> page) {
        JsonArray items = new JsonArray();
        page.items().forEach(action -> items.add(ActionViews.listed(action)));
        JsonObject body = new JsonObject().put("items", items).putNull("next_cursor");
        if (page.more()) {
            ListedAction last = page.items().get(page.items().size() - 1);
            String cursor = Cursor.after(last.row().name().value(), scope(filters));
            body.put("next_cursor", cursor);
            Replies.linkNext(ctx, nextPage(filters, request.integer("limit"), cursor));
        }
        return Replies.sendTagged(ctx, request, body.toBuffer());
    }

    private static String nextPage(Map<String, String> filters, int limit, String cursor) {
        StringBuilder uri = new StringBuilder("/actions?");
        filters.forEach((name, value) -> uri.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        return uri.append("limit=")
                .append(limit)
                .append("&cursor=")
                .append(cursor)
                .toString();
    }

    private Future<Void> get(RoutingContext ctx, ValidRequest request) {
        return bus.ask(CatalogCalls.HEADER, PathCoordinate.name(request))
                .compose(header -> Replies.sendTagged(
                        ctx, request, ActionViews.header(header).toBuffer()));
    }
}
