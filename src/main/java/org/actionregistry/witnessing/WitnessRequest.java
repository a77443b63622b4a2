package org.actionregistry.witnessing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.actionregistry.merkle.AddCheckpoint;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.signing.SignedNote;

/** One {@code add-checkpoint} request to one witness, and what its answer means (C2SP tlog-witness). */
final class WitnessRequest {
    /** Room for every signature a note may have. */
    private static final int MAX_ANSWER = 64 * 1024;

    private static final int EXCERPT = 120;

    private static final String TREE_SIZE = "text/x.tlog.size";
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final Vertx vertx;
    private final HttpClient http;
    private final LogPolicy.Witness witness;
    private final PushTimes times;
    private final String url;

    WitnessRequest(Vertx vertx, HttpClient http, LogPolicy.Witness witness, PushTimes times) {
        this.vertx = vertx;
        this.http = http;
        this.witness = witness;
        this.times = times;
        String prefix = witness.url().orElseThrow();
        this.url = (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + "/add-checkpoint";
    }

    /** The policy's name for the witness. */
    String name() {
        return witness.name();
    }

    /** Sends it; never fails, and is answered within the time of an exchange. */
    Future<WitnessReply> send(AddCheckpoint body) {
        // The promise is what ends, also when the peer never ends its answer.
        Promise<WitnessReply> reply = Promise.promise();
        Future<HttpClientRequest> opened;
        try {
            opened =
                    http.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url));
        } catch (IllegalArgumentException | IllegalStateException | VertxException e) {
            return Future.succeededFuture(
                    new WitnessReply.Failed("its URL cannot be used", String.valueOf(e.getMessage()), false));
        }
        opened.compose(request -> exchange(request, body))
                .recover(failure -> Future.succeededFuture(failed(failure)))
                .onSuccess(reply::tryComplete);
        return reply.future()
                .timeout(times.exchange().toMillis(), TimeUnit.MILLISECONDS)
                .recover(slow -> {
                    opened.onSuccess(HttpClientRequest::reset);
                    return Future.succeededFuture(failed(slow));
                });
    }

    private Future<WitnessReply> exchange(HttpClientRequest request, AddCheckpoint body) {
        return request.putHeader("Content-Type", "text/plain; charset=utf-8")
                .send(Buffer.buffer(body.bytes()))
                .compose(response -> body(request, response).compose(answer -> meaning(response, answer, body)));
    }

    /** As much of the answer as any answer needs; the rest is not awaited. */
    private static Future<Buffer> body(HttpClientRequest request, HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer received = Buffer.buffer();
        response.handler(chunk -> {
            received.appendBuffer(chunk);
            if (received.length() > MAX_ANSWER && whole.tryFail("its answer is longer than " + MAX_ANSWER + " bytes")) {
                var broken = request.reset();
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(none -> whole.tryComplete(received));
        return whole.future();
    }

    private Future<WitnessReply> meaning(HttpClientResponse response, Buffer answer, AddCheckpoint asked) {
        return switch (response.statusCode()) {
            case 200 -> vertx.executeBlocking(() -> cosigned(answer, asked.checkpoint()), false);
            case 409 -> Future.succeededFuture(conflict(response, answer));
            default -> Future.succeededFuture(refused(response.statusCode(), answer));
        };
    }

    private WitnessReply cosigned(Buffer answer, SignedNote checkpoint) {
        List<NoteSignature> lines;
        try {
            lines = SignedNote.parseSignatures(answer.toString(UTF_8));
        } catch (IllegalArgumentException e) {
            return new WitnessReply.Failed(
                    "it answered 200 with no signature lines", String.valueOf(e.getMessage()), false);
        }
        // Those of unknown keys are ignored ("The client MUST ignore any cosignatures from unknown keys").
        Optional<NoteSignature> own = lines.stream()
                .filter(line -> witness.key().verifies(checkpoint.text(), line))
                .findFirst();
        return own.<WitnessReply>map(WitnessReply.Cosigned::new)
                .orElseGet(() -> new WitnessReply.Failed(
                        "its answer holds no valid cosignature of the key in the policy",
                        lines.size() + " signature lines",
                        false));
    }

    private static WitnessReply conflict(HttpClientResponse response, Buffer answer) {
        String body = answer.toString(UTF_8);
        boolean says = TREE_SIZE.equals(response.getHeader("Content-Type"))
                && SIZE.matcher(body).matches();
        return says
                ? new WitnessReply.AtSize(Long.parseLong(body.strip()))
                : new WitnessReply.Failed(
                        "it answered 409 without saying its size",
                        "Content-Type " + response.getHeader("Content-Type"),
                        false);
    }

    private static WitnessReply refused(int status, Buffer answer) {
        String text = answer.getString(0, Math.min(answer.length(), EXCERPT), "ISO-8859-1")
                .replaceAll("[^ -~]", " ")
                .strip();
        boolean mayPass = status >= 500 || status == 429;
        return new WitnessReply.Failed("it answered " + status, text, mayPass);
    }

    private WitnessReply failed(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return new WitnessReply.Failed(
                    "it gave no answer", "within " + times.exchange().toMillis() + " ms", true);
        }
        return new WitnessReply.Failed("it cannot be reached", String.valueOf(failure.getMessage()), true);
    }
}
