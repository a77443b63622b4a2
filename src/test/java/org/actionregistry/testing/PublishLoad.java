package org.actionregistry.testing;

import static org.actionregistry.testing.TestRegistry.TRUSTED;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.actionregistry.action.Coordinate;

/**
 * Clients of a registry that may go away: each publishes one new version after the other, and each version again until it
 * is there. To be ended.
 */
public final class PublishLoad {
    /** Completed with the registry to publish on, or with none at the end. */
    private volatile CompletableFuture<Optional<RegistryHttp>> target = new CompletableFuture<>();

    private final Map<Coordinate, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger found = new AtomicInteger();
    private final ExecutorService threads;
    private final List<CompletableFuture<Void>> clients;

    private PublishLoad(String name, int clients) {
        this.threads = Executors.newFixedThreadPool(clients);
        this.clients = IntStream.range(0, clients)
                .mapToObj(i -> CompletableFuture.runAsync(() -> publishOn(name + i), threads))
                .toList();
    }

    /** Starts clients, each with an action of its own; they wait to be {@link #aim}ed. */
    public static PublishLoad start(String name, int clients) {
        return new PublishLoad(name, clients);
    }

    /** The clients go on with this registry. */
    public void aim(RegistryHttp registry) {
        turn(Optional.of(registry));
    }

    /** The clients wait for their next registry, each as soon as it knows what became of its request. */
    public void pause() {
        target = new CompletableFuture<>();
    }

    /** Waits until every client has ended; throws what one of them met that no client should. */
    public void end() {
        turn(Optional.empty());
        try {
            clients.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    private void turn(Optional<RegistryHttp> next) {
        CompletableFuture<Optional<RegistryHttp>> awaited = target;
        target = CompletableFuture.completedFuture(next);
        awaited.complete(next);
    }

    /** The hash of every version that was answered with 201, or with 200 when it was sent again. */
    public Map<Coordinate, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** How many requests were answered with 503. */
    public int refused() {
        return refused.get();
    }

    /** How many requests were not answered. */
    public int unanswered() {
        return unanswered.get();
    }

    /** How many versions were there already when they were sent again. */
    public int found() {
        return found.get();
    }

    private void publishOn(String name) {
        int major = 0;
        while (publish(Coordinate.parse(name, major + ".0.0"))) {
            major++;
        }
    }

    /** Whether to go on. */
    private boolean publish(Coordinate coordinate) {
        String manifest = "{\"name\":\"" + coordinate.name() + "\",\"version\":\"" + coordinate.version() + "\"}";
        String body = TRUSTED.publishBody(manifest);
        Optional<RegistryHttp> registry = target.join();
        while (registry.isPresent()) {
            if (isThere(registry.get(), coordinate, body)) {
                acknowledged.put(coordinate, TestSigner.hash(manifest));
                return true;
            }
            registry = target.join();
        }
        return false;
    }

    private boolean isThere(RegistryHttp registry, Coordinate coordinate, String body) {
        try {
            Answer answer = registry.publish(
                    coordinate.name().value(), coordinate.version().toString(), body);
            switch (answer.status()) {
                case 200 -> found.incrementAndGet();
                case 503 -> refused.incrementAndGet();
                default -> answer.expect(201);
            }
            return answer.status() != 503;
        } catch (UncheckedIOException lost) {
            unanswered.incrementAndGet();
            return false;
        }
    }
}
