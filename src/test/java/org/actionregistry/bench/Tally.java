package org.actionregistry.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What became of the requests that were due. Not thread-safe. */
final class Tally {
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<Long> late = new ArrayList<>();
    private final List<Long> accepted = new ArrayList<>();
    private final List<Long> acceptedSent = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();
    private final List<Long> refusedSent = new ArrayList<>();
    private final List<Long> probes = new ArrayList<>();
    private int unsent;
    private double goodput;

    /** No connection was free when the request was due. */
    void unsent() {
        unsent++;
    }

    void sent(ClientLine line) {
        late.add(line.sent() - line.due());
    }

    void answered(ClientLine line, int status) {
        statuses.merge(status, 1, Integer::sum);
        long now = System.nanoTime();
        if (status / 100 == 2) {
            accepted.add(now - line.due());
            acceptedSent.add(now - line.sent());
        } else if (status == 503 || status == 429) {
            refused.add(now - line.due());
            refusedSent.add(now - line.sent());
        }
    }

    /** The server closed a connection instead of answering on it. */
    void cut() {
        statuses.merge(0, 1, Integer::sum);
    }

    void probed(ClientLine line) {
        probes.add(System.nanoTime() - line.sent());
    }

    /** The last request was due; answers still come in. */
    void end(long tookNanos) {
        goodput = accepted.size() * (double) TimeUnit.SECONDS.toNanos(1) / tookNanos;
    }

    /** Answers 200 to 299 a second that came in while requests were due. */
    double goodput() {
        return goodput;
    }

    /** How many were answered with each status; 0 for those that were cut off. */
    Map<Integer, Integer> statuses() {
        return Map.copyOf(statuses);
    }

    /** How many were due when no connection was free. */
    int unsentCount() {
        return unsent;
    }

    /** Answers that are neither success nor a refusal for want of room. */
    int others() {
        return statuses.values().stream().mapToInt(Integer::intValue).sum() - accepted.size() - refused.size();
    }

    /** How late requests were sent. */
    Latencies late() {
        return latencies(late);
    }

    /** Answers 200 to 299, from when the request was due. */
    Latencies accepted() {
        return latencies(accepted);
    }

    /** The same from when it was sent. */
    Latencies acceptedSent() {
        return latencies(acceptedSent);
    }

    /** Answers 429 and 503, from when the request was due. */
    Latencies refused() {
        return latencies(refused);
    }

    /** The same from when it was sent. */
    Latencies refusedSent() {
        return latencies(refusedSent);
    }

    /** Of the question whether the server is alive. */
    Latencies probes() {
        return latencies(probes);
    }

    private static Latencies latencies(List<Long> nanos) {
        Latencies latencies = new Latencies(Math.max(1, nanos.size()));
        if (nanos.isEmpty()) {
            latencies.add(0);
        }
        nanos.forEach(latencies::add);
        return latencies;
    }
}
