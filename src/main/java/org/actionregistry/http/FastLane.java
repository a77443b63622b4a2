package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.actionregistry.audit.Secrets;

/**
 * Answers the plainest requests for what is kept ready, before routing, guards and rules are entered, and gives every other
 * request to {@code router}. It never refuses: what it is not sure of, the router decides, so both ways lead to the same
 * answer, byte for byte. What is at hand is answered however busy the server is, since that costs less than a refusal; what
 * has to be read takes a place among the reads. Most of what is at hand never comes here: {@link WireLane} has answered it.
 *
 * <p>For one event loop; not thread-safe.
 */
final class FastLane implements Handler<HttpServerRequest> {
    private final Handler<HttpServerRequest> router;
    private final ReadyAnswers answers;
    private final PlainReads plain;
    private final Secrets secrets;
    private final Admission admission;
    private final RequestTimers timers;

    FastLane(
            Handler<HttpServerRequest> router,
            HttpEdge.Parts parts,
            PlainReads plain,
            Admission admission,
            RequestTimers timers) {
        this.router = router;
        this.answers = parts.answers();
        this.plain = plain;
        this.secrets = parts.secrets();
        this.admission = admission;
        this.timers = timers;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String uri = request.uri();
        if (!ReadyPath.mayBe(uri) || !isPlain(request) || !answer(request, uri)) {
            router.handle(request);
        }
    }

    private boolean isPlain(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && request.version() == HttpVersion.HTTP_1_1
                && plain.knowsHost(request)
                && plain.areHeaders(request.headers());
    }

    /** Whether the request was answered here, or will be. */
    private boolean answer(HttpServerRequest request, String path) {
        long now = System.nanoTime();
        MultiMap headers = request.headers();
        if (!plain.mayRead(headers, now)) {
            return false;
        }
        Representation ready = answers.peek(path, now);
        if (ready != null) {
            answered(Future.succeededFuture(ready), request, now);
            return true;
        }
        ReadyPath parsed = ReadyPath.parse(path);
        return parsed != null && admission.read(() -> answered(answers.get(parsed), request, now)) != null;
    }

    private Future<Void> answered(Future<Representation> answer, HttpServerRequest request, long since) {
        String id = open(request).toString();
        return answer.compose(found -> send(found, request))
                .onFailure(failure -> Failures.answer(request, id, failure))
                .onComplete(answered -> record(request, request.uri(), since));
    }

    private CharSequence open(HttpServerRequest request) {
        CharSequence id = RequestIds.of(request.headers(), secrets);
        request.response().headers().add(RequestIds.NAME, id);
        return id;
    }

    private void record(HttpServerRequest request, String path, long since) {
        timers.record(ReadyPath.operation(path), request.response().getStatusCode(), System.nanoTime() - since);
    }

    private static Future<Void> send(Representation representation, HttpServerRequest request) {
        MultiMap headers = request.headers();
        return representation.send(
                request.response(), headers.get(HttpHeaders.IF_NONE_MATCH), AcceptedCodings.of(headers));
    }
}
