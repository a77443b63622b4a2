package org.actionregistry.witnessing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.List;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.signing.SignedNote;

/**
 * Asks every witness of a policy to cosign each new checkpoint of this log (C2SP tlog-witness, "add-checkpoint"), and keeps
 * what they answer. A witness has one request under way at a time; of the checkpoints that came meanwhile only the newest
 * is sent. A witness that is away holds nothing up.
 *
 * <p>Several server processes may push the same log to the same witnesses: each learns from a 409 what the others have
 * achieved. Thread-safe.
 */
public final class WitnessPush {
    private final Context context;
    private final HttpClient http;
    private final List<WitnessLine> lines;
    private boolean closed;

    /**
     * @param policy names the witnesses; one without a URL is only verified against, never asked
     * @param proofs of this log
     * @param store takes the cosignatures
     */
    public WitnessPush(
            Vertx vertx, LogPolicy policy, ConsistencyProofs proofs, CosignatureStore store, PushTimes times) {
        this.context = vertx.getOrCreateContext();
        this.http = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout((int) times.connect().toMillis())
                        .setKeepAlive(true)
                        .setIdleTimeout(60)
                        .setDecompressionSupported(false))
                // Requests fail with what goes wrong; Vert.x would log it as an error besides.
                .withConnectHandler(connection -> connection.exceptionHandler(lost -> {}))
                .build();
        this.lines = policy.witnesses().stream()
                .filter(witness -> witness.url().isPresent())
                .map(witness -> new WitnessLine(
                        vertx,
                        new WitnessRequest(vertx, http, witness, times),
                        new WitnessLine.Ports(proofs, store),
                        times,
                        context))
                .toList();
    }

    /** How many witnesses are asked. */
    public int witnesses() {
        return lines.size();
    }

    /**
     * Takes a checkpoint that this log has signed and made durable. Returns at once; older ones than known already are
     * ignored, so that any order does.
     *
     * @throws IllegalArgumentException when the note is not a checkpoint
     */
    public void offer(SignedNote checkpoint) {
        long size = Checkpoint.parse(checkpoint.text()).size();
        context.runOnContext(none -> {
            if (!closed) {
                lines.forEach(line -> line.offer(checkpoint, size));
            }
        });
    }

    /** Stops asking; a request under way is broken off. */
    public Future<Void> close() {
        Promise<Void> stopped = Promise.promise();
        context.runOnContext(none -> {
            closed = true;
            lines.forEach(WitnessLine::close);
            stopped.complete();
        });
        return stopped.future().compose(none -> http.close());
    }
}
