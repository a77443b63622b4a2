package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server that gives prepared answers; for what a registry in good health never says. */
public final class ScriptedServer implements AutoCloseable {
    static {
        // Read once a process. Without it each answer waits 40 ms for the client's delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** One request as it arrived. */
    public record Request(String method, String target, Map<String, List<String>> headers, String body) {
        /** The first value of a header, or "". */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    /** One answer; headers as {@code Name: value}. */
    public record Answer(int status, String body, List<String> headers) {
        public static Answer json(int status, String body, String... headers) {
            return new Answer(status, body, List.of(headers));
        }

        public static Answer error(int status, String code, String message) {
            return json(
                    status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"details\":{}}}");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** Answers every request as {@code script} says, several at a time. */
    public ScriptedServer(Function<Request, Answer> script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> handle(exchange, script));
        server.setExecutor(threads);
        server.start();
    }

    /** Gives these answers in turn, the last one again and again. */
    public static ScriptedServer answering(Answer... answers) {
        Queue<Answer> queue = new ArrayDeque<>(List.of(answers));
        return new ScriptedServer(request -> {
            synchronized (queue) {
                return queue.size() > 1 ? queue.remove() : queue.element();
            }
        });
    }

    private void handle(HttpExchange exchange, Function<Request, Answer> script) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            requests.add(request);
            Answer answer = script.apply(request);
            for (String header : answer.headers()) {
                int colon = header.indexOf(": ");
                exchange.getResponseHeaders().add(header.substring(0, colon), header.substring(colon + 2));
            }
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** All requests so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
