package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.catalog.FetchedVersion;
import org.actionregistry.catalog.VerifiedVersion;
import org.actionregistry.failure.Invalid;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /actions/fetch}: many versions with one request. */
final class FetchHandler {
    private static final String START = "{\"items\":[";

    private final ReadyAnswers answers;

    FetchHandler(ReadyAnswers answers) {
        this.answers = answers;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("fetchVersions", this::fetch);
    }

    private Future<Void> fetch(RoutingContext ctx, ValidRequest request) {
        return answers.fetch(coordinates(request))
                .compose(found -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON)
                        .putHeader(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE)
                        .end(body(found)));
    }

    private static List<Coordinate> coordinates(ValidRequest request) {
        List<?> wanted = (List<?>) request.body().get("coordinates");
        if (wanted == null) {
            throw new IllegalStateException("the contract let a body through without coordinates");
        }
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> coordinate((Map<?, ?>) wanted.get(i), "/coordinates/" + i))
                .toList();
    }

    private static Coordinate coordinate(Map<?, ?> wanted, String place) {
        try {
            return Coordinate.parse(String.valueOf(wanted.get("name")), String.valueOf(wanted.get("version")));
        } catch (IllegalArgumentException malformed) {
            throw Invalid.request(place, "coordinate", String.valueOf(malformed.getMessage()));
        }
    }

    private static Buffer body(List<FetchedVersion<VerifiedVersion>> found) {
        Buffer body = Buffer.buffer(START);
        for (FetchedVersion<VerifiedVersion> each : found) {
            body.appendString(body.length() > START.length() ? "," : "")
                    .appendString("{\"name\":\"")
                    .appendString(each.coordinate().name().value())
                    .appendString("\",\"version\":\"")
                    .appendString(each.coordinate().version().toString())
                    .appendString("\",\"outcome\":\"")
                    .appendString(outcome(each))
                    .appendString("\"");
            each.version()
                    .ifPresent(version -> body.appendString(",\"action\":")
                            .appendBuffer(VersionViews.document(version).body()));
            body.appendString("}");
        }
        return body.appendString("]}");
    }

    private static String outcome(FetchedVersion<?> each) {
        if (!each.exists()) {
            return "not_found";
        }
        return each.version().isPresent() ? "found" : "left_out";
    }
}
