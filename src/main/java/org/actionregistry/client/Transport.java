package org.actionregistry.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * HTTP exchanges with one registry: the API key, time limits, and patience with a registry that asks for it.
 *
 * <p>Every request of the API but POST is idempotent, and may be repeated. A POST is repeated only where the registry says
 * that it has not looked at it.
 */
final class Transport {
    /** A page of 200 actions or a manifest of the largest size is far below. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private static final long DEFAULT_RETRY_SECONDS = 1;

    private final ClientSettings settings;
    private final HttpClient http;

    Transport(ClientSettings settings) {
        this.settings = settings;
        // Redirects are not followed: they would carry the API key to wherever they point. HTTP/1.1, since an offer to
        // upgrade an http:// connection only costs header bytes here.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    /** The body of an answer with a status of success; fails with a {@link ClientFailure}. */
    CompletableFuture<byte[]> get(String path, String accept) {
        return send(request(path).header("Accept", accept).GET().build());
    }

    /** The body of an answer with a status of success; fails with a {@link ClientFailure}. */
    CompletableFuture<byte[]> put(String path, byte[] json) {
        return send(request(path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(json))
                .build());
    }

    /** The body of an answer with a status of success; fails with a {@link ClientFailure}. */
    CompletableFuture<byte[]> post(String path, byte[] json) {
        return send(request(path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build());
    }

    /** As the other, without a body. */
    CompletableFuture<byte[]> post(String path) {
        return send(request(path)
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** The body of an answer with a status of success; fails with a {@link ClientFailure}. */
    CompletableFuture<byte[]> patch(String path, byte[] json) {
        return send(request(path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(json))
                .build());
    }

    /** The body of an answer with a status of success; fails with a {@link ClientFailure}. */
    CompletableFuture<byte[]> delete(String path) {
        return send(request(path).header("Accept", "application/json").DELETE().build());
    }

    /**
     * The event stream at a path, as soon as it begins; fails with a {@link ClientFailure}. It breaks off when nothing, not
     * even a sign of life, comes for as long as an answer may take.
     *
     * @param lastEventId the last event that was received
     */
    InputStream stream(String path, Optional<String> lastEventId) {
        HttpRequest.Builder request =
                request(path).header("Accept", "text/event-stream").timeout(settings.requestTimeout());
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        try {
            HttpResponse<InputStream> answer =
                    http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return new SilenceGuard(answer.body(), settings.requestTimeout());
            }
            try (InputStream body = answer.body()) {
                RegistryError refusal = RegistryError.of(answer.statusCode(), body.readNBytes(MAX_ERROR_BYTES));
                throw answer.statusCode() == 503 ? new RegistryUnreachable(refusal.message()) : refusal;
            }
        } catch (IOException failure) {
            throw new RegistryUnreachable(explanation(failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistryUnreachable("interrupted while connecting to the registry");
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.base() + path));
        settings.apiKey().ifPresent(key -> request.header("X-API-Key", key));
        return request;
    }

    private CompletableFuture<byte[]> send(HttpRequest request) {
        return attempt(request, 1).thenApply(answer -> {
            if (answer.statusCode() / 100 != 2) {
                throw RegistryError.of(answer.statusCode(), answer.body());
            }
            return answer.body();
        });
    }

    private CompletableFuture<HttpResponse<byte[]>> attempt(HttpRequest request, int number) {
        return exchange(request)
                .handle((answer, failure) -> {
                    if (failure != null) {
                        return afterFailure(request, number, unwrapped(failure));
                    }
                    return asksForPatience(request, answer) && number < settings.attempts()
                            ? retry(request, number, retryDelay(answer))
                            : CompletableFuture.completedFuture(answer);
                })
                .thenCompose(next -> next);
    }

    /** One exchange under a time limit for all of it; the limit that HttpRequest offers ends with the headers. */
    private CompletableFuture<HttpResponse<byte[]>> exchange(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BoundedBody.ofAtMost(MAX_ANSWER_BYTES));
        return exchange.copy()
                .orTimeout(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> {
                    if (failure instanceof TimeoutException) {
                        exchange.cancel(true);
                    }
                });
    }

    /** A connection that the registry closed while it was idle shows as an IOException: once, that is no reason to fail. */
    private CompletableFuture<HttpResponse<byte[]>> afterFailure(HttpRequest request, int number, Throwable failure) {
        boolean lost = isIdempotent(request) && failure instanceof IOException && !neverConnected(failure);
        if (lost && number == 1 && number < settings.attempts()) {
            return retry(request, number, Duration.ZERO);
        }
        return CompletableFuture.failedFuture(new RegistryUnreachable(explanation(failure)));
    }

    private CompletableFuture<HttpResponse<byte[]>> retry(HttpRequest request, int number, Duration delay) {
        Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later).thenCompose(waited -> attempt(request, number + 1));
    }

    private static boolean asksForPatience(HttpRequest request, HttpResponse<byte[]> answer) {
        return answer.statusCode() == 503 && isIdempotent(request) || answer.statusCode() == 429;
    }

    private static boolean isIdempotent(HttpRequest request) {
        return !request.method().equals("POST");
    }

    /** {@code Retry-After} in seconds (RFC 9110, section 10.2.3), bounded; a date or nonsense counts as one second. */
    private Duration retryDelay(HttpResponse<byte[]> answer) {
        long seconds = answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(DEFAULT_RETRY_SECONDS);
        Duration asked = Duration.ofSeconds(seconds);
        return asked.compareTo(settings.maxRetryDelay()) > 0 ? settings.maxRetryDelay() : asked;
    }

    private static boolean neverConnected(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof SSLException;
    }

    private String explanation(Throwable failure) {
        String place = "cannot reach the registry at " + settings.base() + ": ";
        if (failure instanceof HttpConnectTimeoutException) {
            return place + "no connection within " + settings.connectTimeout().toMillis() + " ms";
        }
        if (failure instanceof ConnectException) {
            boolean unknown = failure.getCause() != null && isUnresolved(failure.getCause());
            return place + (unknown ? "unknown host" : "connection refused");
        }
        if (failure instanceof TimeoutException) {
            return "the registry at " + settings.base() + " gave no answer within "
                    + settings.requestTimeout().toMillis() + " ms";
        }
        if (failure instanceof SSLException) {
            return place + "TLS failed: " + reason(failure);
        }
        return "lost the connection to the registry at " + settings.base() + ": " + reason(failure);
    }

    private static boolean isUnresolved(Throwable cause) {
        return cause instanceof UnresolvedAddressException
                || cause.getCause() != null && isUnresolved(cause.getCause());
    }

    private static String reason(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
    }

    /** The result of an exchange; what it failed with, a {@link ClientFailure} mostly, is thrown as it is. */
    static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (unwrapped(e) instanceof ClientFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? unwrapped(cause) : failure;
    }
}
