package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.access.Credential;
import org.actionregistry.access.CredentialMemory;
import org.actionregistry.access.Principal;
import org.actionregistry.access.Role;
import org.actionregistry.audit.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Answers the plainest requests for what is kept ready, before routing, guards and rules are entered, and gives every other
 * request to {@code router}. It never refuses: what it is not sure of, the router decides, so both ways lead to the same
 * answer, byte for byte. What is at hand is answered however busy the server is, since that costs less than a refusal; what
 * has to be read takes a place among the reads. Where there are limits on rates, every request is the router's, which counts them.
 *
 * <p>For one event loop; not thread-safe.
 */
final class FastLane implements Handler<HttpServerRequest> {
    /** Longer lists of entity tags are the router's, which has a limit for them. */
    private static final int LONGEST_TAGS = 1024;

    private final Handler<HttpServerRequest> router;
    private final ReadyAnswers answers;
    private final Secrets secrets;
    private final Admission admission;
    private final CredentialMemory credentials;
    private final ConnectionWatch watch;
    private final RequestTimers timers;
    private final int mostHeaders;
    private final boolean anonymousRead;
    private final boolean unlimited;
    private @Nullable String goodHost;

    FastLane(
            Handler<HttpServerRequest> router,
            HttpEdge.Parts parts,
            Admission admission,
            CredentialMemory credentials,
            ConnectionWatch watch,
            int mostHeaders) {
        this.router = router;
        this.answers = parts.answers();
        this.secrets = parts.secrets();
        this.admission = admission;
        this.credentials = credentials;
        this.watch = watch;
        this.timers = new RequestTimers(parts.metering().registry());
        this.mostHeaders = mostHeaders;
        this.anonymousRead = parts.openness().anonymousRead();
        this.unlimited = parts.rates().areOff();
    }

    @Override
    public void handle(HttpServerRequest request) {
        String uri = request.uri();
        boolean ready = uri.startsWith(ReadyPath.ACTIONS) || uri.startsWith(ReadyPath.DIGESTS);
        if (!ready || !unlimited || !isPlain(request) || !answer(request, uri)) {
            router.handle(request);
        }
    }

    /** Whether nothing about the request could make the router refuse it, its path and credential aside. */
    private boolean isPlain(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return request.method() == HttpMethod.GET
                && request.version() == HttpVersion.HTTP_1_1
                && hasGoodHost(request)
                && takesJson(headers)
                && hasFewLines(headers)
                && !WriteLog.seesReads();
    }

    private boolean hasGoodHost(HttpServerRequest request) {
        String host = request.headers().get(HttpHeaders.HOST);
        if (host == null) {
            return false;
        }
        if (!host.equals(goodHost)) {
            if (request.authority() == null) {
                return false;
            }
            goodHost = host;
        }
        return true;
    }

    private static boolean takesJson(MultiMap headers) {
        String accept = headers.get(HttpHeaders.ACCEPT);
        return accept == null
                || ((accept.equals("*/*") || accept.contentEquals(Replies.JSON))
                        && headers.getAll(HttpHeaders.ACCEPT).size() == 1);
    }

    private boolean hasFewLines(MultiMap headers) {
        int lines = 0;
        for (Iterator<Map.Entry<String, String>> line = headers.iterator(); line.hasNext(); line.next()) {
            lines++;
        }
        return lines <= mostHeaders;
    }

    /** Whether the request was answered here, or will be. */
    private boolean answer(HttpServerRequest request, String path) {
        long now = System.nanoTime();
        MultiMap headers = request.headers();
        if (!mayRead(headers, now)) {
            return false;
        }
        String tags = headers.get(HttpHeaders.IF_NONE_MATCH);
        if (tags != null
                && (tags.length() > LONGEST_TAGS
                        || headers.getAll(HttpHeaders.IF_NONE_MATCH).size() > 1)) {
            return false;
        }
        Representation ready = answers.peek(path, now);
        if (ready != null) {
            open(request);
            send(ready, request, tags);
            record(request, path, now);
            return true;
        }
        ReadyPath parsed = ReadyPath.parse(path);
        return parsed != null && admission.read(() -> read(parsed, request, tags, now)) != null;
    }

    private Future<Void> read(ReadyPath path, HttpServerRequest request, @Nullable String tags, long since) {
        String id = open(request).toString();
        return answers.get(path)
                .compose(read -> send(read, request, tags))
                .onFailure(failure -> Failures.answer(request, id, failure))
                .onComplete(answered -> record(request, path.path(), since));
    }

    private CharSequence open(HttpServerRequest request) {
        watch.asked(request);
        CharSequence id = RequestIds.of(request.headers(), secrets);
        request.response().headers().add(RequestIds.NAME, id);
        return id;
    }

    private void record(HttpServerRequest request, String path, long since) {
        timers.record(ReadyPath.operation(path), request.response().getStatusCode(), System.nanoTime() - since);
    }

    private boolean mayRead(MultiMap headers, long now) {
        Optional<Credential> credential = AccessGuard.credential(headers);
        if (credential.isEmpty()) {
            return anonymousRead;
        }
        Principal principal = credentials.recall(credential.get(), now);
        return principal != null && principal.role().includes(Role.READER);
    }

    private static Future<Void> send(Representation representation, HttpServerRequest request, @Nullable String tags) {
        if (!representation.varies()) {
            return representation.send(request.response(), tags, false);
        }
        List<String> codings = request.headers().getAll(HttpHeaders.ACCEPT_ENCODING);
        String accepted = codings.isEmpty() ? null : codings.size() == 1 ? codings.get(0) : String.join(",", codings);
        return representation.send(request.response(), tags, AcceptedCodings.gzip(accepted));
    }
}
