package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.actionregistry.audit.AuditPage;
import org.actionregistry.audit.AuditQuery;
import org.actionregistry.audit.AuditResult;
import org.actionregistry.audit.AuditRow;
import org.actionregistry.audit.AuditTrail;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /audit}: the trail page by page, or all of it as lines. */
final class AuditHandler {
    private static final String NDJSON = "application/x-ndjson";
    private static final int LIMIT = 50;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final int ROW_BYTES = 400;
    private static final List<String> TEXT_FILTERS = List.of(
            "principal", "operation", "target", "target_prefix", "kid", "address", "code", "result", "since", "until");

    private final AuditTrail trail;

    AuditHandler(AuditTrail trail) {
        this.trail = trail;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("listAudit", this::list);
    }

    private Future<Void> list(RoutingContext ctx, ValidRequest request) {
        Map<String, String> filters = filters(request);
        Optional<Long> before =
                request.optionalText("cursor").map(c -> Long.parseLong(Cursor.lastKey(c, scope(filters))));
        Optional<Integer> limit = request.optionalInteger("limit").map(Math::toIntExact);
        AuditQuery.Filter filter = filter(request);
        if (request.mediaType().equals(NDJSON)) {
            return export(ctx, new AuditQuery(filter, before, EXPORTED_AT_ONCE), limit.orElse(Integer.MAX_VALUE));
        }
        AuditQuery query = new AuditQuery(filter, before, limit.orElse(LIMIT));
        return trail.read(query).compose(page -> reply(ctx, filters, query.limit(), page));
    }

    private static Map<String, String> filters(ValidRequest request) {
        Map<String, String> filters = new TreeMap<>();
        TEXT_FILTERS.forEach(name -> request.optionalText(name).ifPresent(text -> filters.put(name, text)));
        request.optionalInteger("log_index").ifPresent(index -> filters.put("log_index", Long.toString(index)));
        return filters;
    }

    private static List<String> scope(Map<String, String> filters) {
        return filters.entrySet().stream()
                .map(filter -> "audit " + filter.getKey() + "=" + filter.getValue())
                .toList();
    }

    private static AuditQuery.Filter filter(ValidRequest request) {
        return new AuditQuery.Filter(
                request.optionalText("principal"),
                request.optionalText("operation"),
                request.optionalText("target"),
                request.optionalText("target_prefix"),
                request.optionalText("kid"),
                request.optionalText("address"),
                request.optionalText("code"),
                request.optionalText("result").map(AuditResult::ofWord),
                request.optionalInteger("log_index"),
                request.optionalText("since").map(AuditHandler::time),
                request.optionalText("until").map(AuditHandler::time));
    }

    /** The contract has let it through as an RFC 3339 time. */
    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Future<Void> reply(RoutingContext ctx, Map<String, String> filters, int limit, AuditPage page) {
        JsonArray items = new JsonArray();
        page.rows().forEach(row -> items.add(view(row)));
        JsonObject body = new JsonObject().put("items", items).putNull("next_cursor");
        if (page.more()) {
            String cursor = Cursor.after(Long.toString(last(page)), scope(filters));
            body.put("next_cursor", cursor);
            Replies.linkNext(ctx, nextPage(filters, limit, cursor));
        }
        return Replies.send(ctx, 200, body);
    }

    private static String nextPage(Map<String, String> filters, int limit, String cursor) {
        StringBuilder uri = new StringBuilder("/audit?");
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

    private static long last(AuditPage page) {
        return page.rows().get(page.rows().size() - 1).id();
    }

    /** The first page is read before anything is said, so that a database that is away is still a 503. */
    private Future<Void> export(RoutingContext ctx, AuditQuery query, int limit) {
        return trail.read(next(query, limit)).compose(page -> {
            HttpServerResponse response = ctx.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, NDJSON)
                    .putHeader(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE);
            if (ctx.request().method().equals(HttpMethod.HEAD)) {
                return response.end();
            }
            response.setChunked(true);
            return export(response, query, limit, page);
        });
    }

    /** Reads on only when the client has taken what was read: one page is held, however many there are. */
    private Future<Void> export(HttpServerResponse response, AuditQuery query, int limit, AuditPage page) {
        int left = limit - page.rows().size();
        if (!page.more() || left == 0) {
            return response.end(lines(page));
        }
        AuditQuery following = query.behind(last(page));
        return response.write(lines(page))
                .compose(taken -> trail.read(next(following, left)))
                .compose(next -> export(response, following, left, next));
    }

    private static AuditQuery next(AuditQuery query, int left) {
        return new AuditQuery(query.filter(), query.before(), Math.min(EXPORTED_AT_ONCE, left));
    }

    private static Buffer lines(AuditPage page) {
        Buffer lines = Buffer.buffer(page.rows().size() * ROW_BYTES);
        page.rows().forEach(row -> lines.appendBuffer(view(row).toBuffer()).appendString("\n"));
        return lines;
    }

    private static JsonObject view(AuditRow row) {
        return new JsonObject()
                .put("id", row.id())
                .put("time", row.record().time().toString())
                .put("principal", row.record().principal())
                .put("credential", row.record().credential())
                .put("role", row.record().role().orElse(null))
                .put("address", row.record().address().orElse(null))
                .put("request_id", row.record().requestId().orElse(null))
                .put("operation", row.record().operation())
                .put("target", row.record().target().orElse(null))
                .put("kid", row.record().kid().orElse(null))
                .put("status", row.record().status())
                .put("code", row.record().code().orElse(null))
                .put("log_index", row.logIndex().orElse(null));
    }
}
