package org.actionregistry.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;

/** A witness over HTTP: {@code POST /add-checkpoint}, and at {@code /} a few lines about itself. */
public final class WitnessServer implements AutoCloseable {
    private static final int THREADS = 16;

    /** How long a request may take to arrive, and an answer to leave, so that slow clients do not hold the threads. */
    private static final String EXCHANGE_SECONDS = "20";

    private final Witness witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private WitnessServer(Witness witness, HttpServer server) {
        this.witness = witness;
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param address where; port 0 for any that is free
     * @throws IOException when it cannot listen there
     */
    public static WitnessServer start(Witness witness, InetSocketAddress address) throws IOException {
        configureJdkServer();
        HttpServer http = HttpServer.create(address, 0);
        WitnessServer server = new WitnessServer(witness, http);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** The JDK's server takes these from system properties only, once a process; all are off by default. */
    private static void configureJdkServer() {
        Properties properties = System.getProperties();
        properties.putIfAbsent("sun.net.httpserver.maxReqTime", EXCHANGE_SECONDS);
        properties.putIfAbsent("sun.net.httpserver.maxRspTime", EXCHANGE_SECONDS);
        // An answer leaves in two segments; the second would wait 40 ms for the client's delayed ACK of the first.
        properties.putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String method = exchange.getRequestMethod();
            WitnessAnswer answer = switch (path) {
                case "/add-checkpoint" ->
                    method.equals("POST") ? addCheckpoint(exchange) : otherMethod(exchange, "POST");
                case "/" ->
                    method.equals("GET") || method.equals("HEAD")
                            ? new WitnessAnswer(200, WitnessAnswer.TEXT, about())
                            : otherMethod(exchange, "GET");
                default -> new WitnessAnswer(404, WitnessAnswer.TEXT, "there is only /add-checkpoint here\n");
            };
            send(exchange, answer);
        }
    }

    private WitnessAnswer addCheckpoint(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(SignedNote.MAX_BYTES + 1);
        if (body.length > SignedNote.MAX_BYTES) {
            // A connection that is closed with input unread is reset, and the answer lost with it.
            var rest = in.transferTo(OutputStream.nullOutputStream());
        }
        return witness.addCheckpoint(body);
    }

    private static WitnessAnswer otherMethod(HttpExchange exchange, String allowed) {
        exchange.getResponseHeaders().set("Allow", allowed);
        return new WitnessAnswer(405, WitnessAnswer.TEXT, "only " + allowed + " is answered here\n");
    }

    private String about() {
        String logs = witness.logs().stream()
                .map(VerifierKey::name)
                .distinct()
                .map(name -> "log " + name + "\n")
                .collect(Collectors.joining());
        return "A witness of transparency logs (https://c2sp.org/tlog-witness)\nvkey " + witness.verifierKey() + "\n"
                + logs;
    }

    private static void send(HttpExchange exchange, WitnessAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** Stops to answer; what was being answered is finished, for at most a second. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdown();
    }
}
