package org.actionregistry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An HTTP client of a test registry that holds every response to the contract. */
public final class RegistryHttp {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration HEARD_WITHIN = Duration.ofSeconds(1);

    private final int port;
    private final Optional<String> apiKey;

    RegistryHttp(int port, Optional<String> apiKey) {
        this.port = port;
        this.apiKey = apiKey;
    }

    /** A client of a registry in another process. */
    public static RegistryHttp of(int port, String apiKey) {
        return new RegistryHttp(port, Optional.of(apiKey));
    }

    /** The same registry with another API key. */
    public RegistryHttp as(String otherKey) {
        return new RegistryHttp(port, Optional.of(otherKey));
    }

    /** The same registry without an API key. */
    public RegistryHttp anonymous() {
        return new RegistryHttp(port, Optional.empty());
    }

    /** @param headers names and values in turn */
    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** Asks again and again, for at most a second: what any server may take to hear of a change that another has made. */
    public Answer getUntil(String path, Predicate<Answer> hasChanged) {
        long giveUp = System.nanoTime() + HEARD_WITHIN.toNanos();
        Answer answer = get(path).expect(200);
        while (!hasChanged.test(answer)) {
            assertThat(System.nanoTime()).as("still the old answer: %s", answer).isLessThan(giveUp);
            answer = get(path).expect(200);
        }
        return answer;
    }

    public Answer head(String path, String... headers) {
        return send("HEAD", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Sends JSON. */
    public Answer post(String path, String body) {
        return send("POST", path, text(body), "Content-Type", "application/json");
    }

    /** Sends JSON. */
    public Answer put(String path, String body, String... headers) {
        return send("PUT", path, text(body), withJson(headers));
    }

    /** Sends JSON. */
    public Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, text(body), withJson(headers));
    }

    private static String[] withJson(String... headers) {
        return Stream.concat(Stream.of("Content-Type", "application/json"), Arrays.stream(headers))
                .toArray(String[]::new);
    }

    /** Publishes under a coordinate. */
    public Answer publish(String name, String version, String body) {
        return put(version(name, version), body);
    }

    /** Publishes a manifest that was signed by a trusted key, and insists that it is new. */
    public Answer published(String name, String version, String manifest) {
        return publish(name, version, TestRegistry.TRUSTED.publishBody(manifest))
                .expect(201);
    }

    /** The path of a version. */
    public static String version(String name, String version) {
        return "/actions/" + name + "/versions/" + version;
    }

    /** Sends any method and body. */
    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .method(method, body);
        apiKey.ifPresent(key -> request.header("X-API-Key", key));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return Responses.held(new Answer(method, path, response.statusCode(), response.headers(), response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher text(String body) {
        return BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8));
    }
}
