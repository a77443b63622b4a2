package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The wire lane and the long way give the same answer to the same request, to the byte, whether that is at hand or has to be
 * read. Where reads are logged, every request takes the long way, so the log level chooses; a request that asks for its connection
 * to be closed passes the lane by.
 */
class FastLaneIT {
    private static final int REQUESTS = 3_000;
    private static final int SEQUENCES = 400;
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final TestRegistry REGISTRY = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());

    /** Has nothing at hand. */
    private static final TestRegistry UNCACHED =
            TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0"));

    private static final TestRegistry OPEN = TestRegistry.start(Map.of("ACTION_REGISTRY_ANONYMOUS_READ", "true"));
    private static final Logger REQUEST_LOG = (Logger) LoggerFactory.getLogger("requests");
    private static final String LAST = "GET /log/vkey HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
    private static final Pattern ID = Pattern.compile("(?i)\r\nx-request-id: (request-[0-9.]+)\r\n");
    private static final String LONG_TEXT = "word ".repeat(600);
    private static final String SMALL = "{\"description\":\"small\"}";
    private static final String LARGE = "{\"description\":\"" + LONG_TEXT + "\"}";
    private static final String HUGE = "{\"description\":\"" + LONG_TEXT.repeat(20) + "\"}";
    private static String readerKey = "";
    private static String revokedKey = "";
    private static String smallTag = "";
    private static String largeTag = "";

    @BeforeAll
    static void publish() {
        for (TestRegistry registry : List.of(REGISTRY, OPEN)) {
            registry.http().published("files.move", "1.0.0", SMALL);
            registry.http().published("files.copy", "2.0.0-rc.1", LARGE);
            registry.http().published("files.huge", "1.0.0", HUGE);
        }
        RegistryHttp admin = REGISTRY.http();
        readerKey = issued(admin).getString("api_key");
        var revoked = issued(admin);
        revokedKey = revoked.getString("api_key");
        admin.delete("/api-keys/" + revoked.getString("id")).expect(200);
        smallTag = admin.get("/actions/files.move/versions/1.0.0").header("ETag");
        largeTag = admin.get("/actions/files.copy/versions/2.0.0-rc.1").header("ETag");
    }

    private static String largeTag(String coding) {
        return largeTag.substring(0, largeTag.length() - 1) + "-" + coding + '"';
    }

    private static JsonObject issued(RegistryHttp admin) {
        return admin.post("/api-keys", "{\"name\":\"r\",\"role\":\"reader\"}")
                .expect(201)
                .json();
    }

    @AfterAll
    static void stop() {
        REQUEST_LOG.setLevel(null);
        REGISTRY.close();
        UNCACHED.close();
        OPEN.close();
    }

    @Test
    void everyRequestIsAnsweredTheSameOnBothWays() throws IOException {
        Random random = new Random(20_261_122);
        for (int i = 0; i < REQUESTS; i++) {
            String request = request(random);
            TestRegistry registry = List.of(OPEN, REGISTRY, UNCACHED).get(random.nextInt(3));
            String fast = answer(registry, Level.INFO, request);
            String slow = answer(registry, Level.DEBUG, request);
            assertThat(fast).as("the answer to%n%s", request).isEqualTo(slow).startsWith("HTTP/1.");
        }
    }

    @Test
    void whatIsAtHandIsAnsweredOnTheWire() throws IOException {
        String hit = "GET /actions/files.move/versions/1.0.0 HTTP/1.1\r\nHost: localhost:1\r\nX-API-Key: " + readerKey
                + "\r\n\r\n";
        answer(REGISTRY, Level.INFO, hit + LAST);
        double before = answeredOnTheWire(REGISTRY);

        answer(
                REGISTRY,
                Level.INFO,
                hit.repeat(6) + hit.replace("\r\n\r\n", "\r\nConnection: Keep-Alive\r\n\r\n") + LAST);
        answer(REGISTRY, Level.DEBUG, hit.repeat(7) + LAST);

        assertThat(answeredOnTheWire(REGISTRY) - before).isEqualTo(7);
    }

    @Test
    void whatHasToBeReadIsAnsweredOnTheWire() throws IOException {
        String read = "GET /actions/files.move/versions/1.0.0 HTTP/1.1\r\nHost: localhost:1\r\nX-API-Key: "
                + TestRegistry.BOOTSTRAP_KEY + "\r\nX-Request-Id: mine\r\n\r\n";
        answer(UNCACHED, Level.INFO, read + LAST);
        double before = answeredOnTheWire(UNCACHED);

        answer(UNCACHED, Level.INFO, read.repeat(5) + read.replace("1.0.0 ", "1.0.9 ") + LAST);

        assertThat(answeredOnTheWire(UNCACHED) - before).isEqualTo(6);
    }

    private static double answeredOnTheWire(TestRegistry registry) {
        return counted(registry, "registry_http_wire_answers_total ");
    }

    private static double counted(TestRegistry registry, String metric) {
        return registry.http()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    @Test
    void requestsInOneGoOnOneConnectionAreAnsweredInTheirOrder() throws IOException {
        String hit = "GET /actions/files.move/versions/1.0.0 HTTP/1.1\r\nHost: h\r\nX-API-Key: " + readerKey
                + "\r\nX-Request-Id: same\r\n";
        String odd = hit.replace("1.0.0 ", "1.0.0? ");
        String requests = hit + "\r\n" + odd + "\r\n" + hit + "\r\n" + hit.replace("move", "nothing") + "\r\n" + hit
                + "Connection: close\r\n\r\n";
        String plain = hit.replace("X-Request-Id: same\r\n", "") + "\r\n";

        assertThat(answer(REGISTRY, Level.INFO, plain + plain + requests))
                .isEqualTo(answer(REGISTRY, Level.DEBUG, plain + plain + requests));
        assertThat(answer(REGISTRY, Level.INFO, requests)).isEqualTo(answer(REGISTRY, Level.DEBUG, requests));
    }

    @Test
    void anySequenceOfRequestsIsAnsweredInItsOrderAndTheSameOnBothWays() throws IOException {
        Random random = new Random(20_261_128);
        for (int i = 0; i < SEQUENCES; i++) {
            List<String> ids = new ArrayList<>();
            StringBuilder requests = new StringBuilder();
            for (int left = 1 + random.nextInt(12); left > 0; left--) {
                ids.add("request-" + i + "." + left);
                requests.append(oneOfMany(random, "X-Request-Id: " + ids.get(ids.size() - 1) + "\r\n"));
            }
            TestRegistry registry = random.nextBoolean() ? REGISTRY : UNCACHED;

            String fast = answer(registry, Level.INFO, requests + LAST);

            assertThat(ID.matcher(fast).results().map(found -> found.group(1)).toList())
                    .as("the answers to%n%s", requests)
                    .isEqualTo(ids);
            assertThat(fast).isEqualTo(answer(registry, Level.DEBUG, requests + LAST));
        }
    }

    /** Heads that are known from the request before, nearly are, or come in pieces, mixed with others. */
    @Test
    void anyConversationOnOneConnectionIsTheSameOnBothWays() throws IOException {
        Random random = new Random(20_261_129);
        double before = counted(REGISTRY, "registry_http_wire_known_total ");
        for (int i = 0; i < SEQUENCES; i++) {
            String head = " HTTP/1.1\r\nHost: h\r\n" + credential(random)
                    + rarely(random, "", "Accept-Encoding: gzip\r\n", "Accept: */*\r\n");
            List<List<String>> turns = new ArrayList<>();
            for (int left = 2 + random.nextInt(8); left > 0; left--) {
                List<String> turn = Stream.generate(() -> turn(random, head))
                        .limit(random.nextInt(3) == 0 ? 3 : 1)
                        .toList();
                turns.add(turn);
            }
            TestRegistry registry = random.nextInt(3) > 0 ? REGISTRY : UNCACHED;

            assertThat(conversation(registry, Level.INFO, turns))
                    .as("the answers to%n%s", turns)
                    .isEqualTo(conversation(registry, Level.DEBUG, turns));
        }
        assertThat(counted(REGISTRY, "registry_http_wire_known_total ") - before)
                .isGreaterThan(SEQUENCES / 10);
    }

    /** None that a decoder refuses, which closes the connection while more is being sent. */
    private static String turn(Random random, String head) {
        String small = "GET /actions/files.move/versions/1.0.0" + head;
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> small + "\r\n";
            case 4, 5 -> small + "If-None-Match: " + smallTag + "\r\n\r\n";
            case 6 -> small + "If-None-Match: " + largeTag("gzip") + "\r\n\r\n";
            default -> oddTurn(random, head);
        };
    }

    private static String oddTurn(Random random, String head) {
        String path = rarely(
                random,
                "/actions/files.move/versions/1.0.0",
                "/actions/files.copy/versions/2.0.0-rc.1",
                "/actions/files.move/versions/1.0.0/verify",
                "/actions/files.move/versions/1.0.9",
                "/actions/files.move/versions/1.0.0?",
                "/actions/files.move",
                "/actions/files.move/versions/1.0.0 ",
                "/health/live");
        String tags = rarely(
                random,
                "",
                "If-None-Match: " + smallTag + "\r\n",
                "If-None-Match: " + largeTag("gzip") + "\r\n",
                "if-none-match: " + smallTag + "\r\n",
                "If-None-Match: \"x\", W/" + smallTag + " \r\n",
                "If-None-Match: \"" + "x".repeat(300) + "\"\r\n",
                "If-None-Match:\r\n",
                "If-None-Match: \r\n",
                "If-None-Match: \"x\",\r\n " + smallTag + "\r\n",
                "If-None-Match: \"x\"\r\nIf-None-Match: " + smallTag + "\r\n");
        String last = rarely(random, "", "X-Other: 1\r\n", "X-Request-Id: mine\r\n", " folded\r\n");
        String method = rarely(random, "GET ", "HEAD ", "OPTIONS ");
        return method + path + (random.nextInt(4) == 0 ? head : head + tags) + last + "\r\n";
    }

    /** What is sent without waiting is sent together; ends early where the server closes. */
    private static String conversation(TestRegistry registry, Level level, List<List<String>> turns)
            throws IOException {
        REQUEST_LOG.setLevel(level);
        StringBuilder answers = new StringBuilder();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), registry.port())) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            for (List<String> turn : turns) {
                send(String.join("", turn).getBytes(StandardCharsets.ISO_8859_1), socket.getOutputStream());
                for (String request : turn) {
                    String answer = first(socket.getInputStream(), request);
                    answers.append(answer);
                    if (!answer.contains(" 200 ") && !answer.contains(" 304 ") && !answer.contains(" 404 ")) {
                        // Whether the connection is closed, and when, is not the matter here.
                        return normal(answers);
                    }
                }
            }
        }
        return normal(answers);
    }

    /** Where the client named none, every answer has a fresh id. */
    private static String normal(CharSequence answers) {
        return answers.toString().replaceAll("(?i)(x-request-id: )[0-9a-f]{24}\r\n", "$1fresh\r\n");
    }

    /** At hand or to be read, there or not, the router's, and with a body. */
    private static String oneOfMany(Random random, String id) {
        String head = " HTTP/1.1\r\nHost: h\r\nX-API-Key: " + TestRegistry.BOOTSTRAP_KEY + "\r\n" + id;
        String body = "{\"coordinates\":[{\"name\":\"files.move\",\"version\":\"1.0.0\"}]}";
        return switch (random.nextInt(12)) {
            case 0, 1 -> "GET /actions/files.move/versions/1.0.0" + head + "\r\n";
            case 2 -> "GET /actions/files.copy/versions/2.0.0-rc.1/verify" + head + "\r\n";
            case 3 -> "GET /digests/" + TestSigner.hash(LARGE) + head + "\r\n";
            case 4 -> "GET /actions/files.move/versions/1.0.0" + head + "If-None-Match: " + smallTag + "\r\n\r\n";
            case 5 -> "GET /actions/files.move/versions/9.9.9" + head + "\r\n";
            case 6 -> "GET /actions/files.none/versions/1.0.0/verify" + head + "\r\n";
            case 7 -> "GET /digests/sha256:" + "0".repeat(64) + head + "\r\n";
            case 8 -> "GET /actions/files.move" + head + "\r\n";
            case 9 -> "HEAD /actions/files.move/versions/1.0.0" + head + "\r\n";
            case 10 ->
                "POST /actions/fetch" + head + "Content-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body;
            default ->
                "POST /actions/fetch" + head + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        };
    }

    private static String answer(TestRegistry registry, Level level, String request) throws IOException {
        REQUEST_LOG.setLevel(level);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), registry.port())) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            send(request.getBytes(StandardCharsets.ISO_8859_1), socket.getOutputStream());
            InputStream in = socket.getInputStream();
            String answer = request.contains("Connection: close\r\n") ? latin1(in.readAllBytes()) : first(in, request);
            return normal(answer);
        }
    }

    /** In one piece, or in several that begin and end anywhere. */
    private static void send(byte[] request, OutputStream out) throws IOException {
        int[] ends = request.length % 3 == 0
                ? new int[] {1 + request.length % 4, request.length / 2, request.length - 2, request.length}
                : new int[] {request.length};
        int from = 0;
        for (int end : ends) {
            out.write(request, from, end - from);
            from = end;
        }
    }

    /** The first answer on a connection that stays. */
    private static String first(InputStream in, String request) throws IOException {
        StringBuilder answer = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            answer.append((char) octet);
            if (answer.length() >= 4 && answer.indexOf("\r\n\r\n", answer.length() - 4) >= 0) {
                Matcher length = LENGTH.matcher(answer);
                boolean content = !request.startsWith("HEAD") && length.find();
                return answer + latin1(in.readNBytes(content ? Integer.parseInt(length.group(1)) : 0));
            }
        }
        return answer.toString();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Plain requests with one or two oddities, so that each is met both alone and together with others. */
    private static String request(Random random) {
        StringBuilder request =
                new StringBuilder(rarely(random, "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get"));
        request.append(' ').append(target(random)).append(' ');
        request.append(rarely(random, "HTTP/1.1", "HTTP/1.0")).append("\r\n");
        request.append(
                rarely(random, "Host: localhost:1\r\n", "", "Host:\r\n", "Host: a b\r\n", "Host: a\r\nHost: b\r\n"));
        request.append(credential(random));
        request.append(rarely(
                random,
                "",
                "Accept: */*\r\n",
                "Accept: application/json\r\n",
                "Accept: text/html\r\n",
                "Accept:\r\n",
                "Accept: */*\r\nAccept: text/html\r\n",
                "Accept: text/html, */*;q=0.1\r\n",
                "Accept: */*;q=0\r\n"));
        request.append(rarely(
                random,
                "",
                "If-None-Match: " + smallTag + "\r\n",
                "If-None-Match: W/" + smallTag + "\r\n",
                "If-None-Match: *\r\n",
                "If-None-Match: \"x\", " + smallTag + "\r\n",
                "If-None-Match:\r\n",
                "If-None-Match: \"x\"\r\nIf-None-Match: " + smallTag + "\r\n",
                "If-None-Match: " + largeTag("gzip") + "\r\n",
                "If-None-Match: " + largeTag("br") + "\r\n",
                "If-None-Match: " + largeTag("zstd") + "\r\n",
                "If-None-Match: " + "\"y\",".repeat(400) + smallTag + "\r\n",
                "If-None-Match: " + "\"y\",".repeat(1200) + smallTag + "\r\n"));
        request.append(rarely(
                random,
                "",
                "Accept-Encoding: gzip\r\n",
                "Accept-Encoding: gzip;q=0, *\r\n",
                "Accept-Encoding: br\r\n",
                "Accept-Encoding: zstd\r\n",
                "Accept-Encoding: gzip, deflate, br, zstd\r\n",
                "Accept-Encoding: zstd;q=0.2, gzip;q=0.3, br;q=0\r\n",
                "Accept-Encoding: identity;q=0, zstd\r\n",
                "Accept-Encoding: identity;q=0\r\n",
                "Accept-Encoding: identity, br;q=0.5\r\n",
                "Accept-Encoding:\r\n",
                "Accept-Encoding: deflate, gzip;q=0.5\r\n",
                "Accept-Encoding: *\r\n",
                "Accept-Encoding: br\r\nAccept-Encoding: GZIP\r\n",
                "Accept-Encoding: gzip;q=x\r\n"));
        request.append(rarely(
                random,
                "",
                "X-Request-Id: mine.1\r\n",
                "X-Request-Id: not sane\r\n",
                "X-Request-Id: a\r\nX-Request-Id: b\r\n",
                "X-Request-Id: " + "a".repeat(129) + "\r\n",
                "X-Request-Id:\r\n"));
        String body = rarely(random, "", "abc");
        if (!body.isEmpty()) {
            request.append("Content-Length: 3\r\n");
        }
        return request + rarely(random, "", "Connection: close\r\n", "Connection: keep-alive\r\n") + "\r\n" + body;
    }

    private static String target(Random random) {
        String small = "/actions/files.move/versions/1.0.0";
        String large = "/actions/files.copy/versions/2.0.0-rc.1";
        String digest = "/digests/" + TestSigner.hash(SMALL);
        return rarely(
                random,
                small,
                large,
                small + "/verify",
                large + "/verify",
                "/actions/files.huge/versions/1.0.0",
                digest,
                small,
                large,
                small + "?",
                small + "?x=1",
                small + "/",
                small + "/verify/",
                small + "/verify?x",
                small + "#f",
                "/actions/files%2Emove/versions/1.0.0",
                "/actions/files.move/versions/1.0.0%20",
                "//actions/files.move/versions/1.0.0",
                "/actions/files.move/./versions/1.0.0",
                "/actions/../actions/files.move/versions/1.0.0",
                "http://localhost" + small,
                "/actions/files.move/versions/1.0.1",
                "/actions/files.none/versions/1.0.0",
                "/actions/files.move/versions/1.0.0+b",
                "/actions/files.move/versions/01.0.0",
                "/actions/files.move/versions/1.0",
                "/actions/Files.move/versions/1.0.0",
                "/actions/a..b/versions/1.0.0",
                "/actions/-/versions/1.0.0",
                "/actions/" + "a".repeat(129) + "/versions/1.0.0",
                "/actions/a/versions/1.0.0-" + "a".repeat(130),
                "/actions//versions/1.0.0",
                "/actions/files.move/versions/",
                "/actions/files.move/versions",
                "/actions/files.move",
                "/actions/files.move/versions/1.0.0/proof",
                "/actions/files.move/versions/1.0.0/verify/x",
                "/digests/sha256:" + "0".repeat(64),
                digest.toUpperCase(Locale.ROOT),
                digest + "0",
                "/digests/",
                "/actions/\u00e9/versions/1.0.0",
                "/actions/files.move/versions/1.0.0/verifY",
                "/Actions/files.move/versions/1.0.0");
    }

    private static String credential(Random random) {
        return rarely(
                random,
                "X-API-Key: " + readerKey + "\r\n",
                "x-api-key: " + TestRegistry.BOOTSTRAP_KEY + "\r\n",
                "Authorization: Bearer " + readerKey + "\r\n",
                "",
                "X-API-Key: wrong\r\n",
                "X-API-Key:\r\n",
                "X-API-Key: " + revokedKey + "\r\n",
                "Authorization: bearer  " + readerKey + " \r\n",
                "Authorization: Basic YTpi\r\n",
                "Authorization: Bearer wrong\r\n",
                "X-API-Key: " + readerKey + "\r\nX-API-Key: " + readerKey + "\r\n",
                "X-API-Key: wrong\r\nAuthorization: Bearer " + readerKey + "\r\n",
                "X-API-Key: " + readerKey + "x\r\n",
                "X-API-Key: " + readerKey.toUpperCase(Locale.ROOT) + "\r\n");
    }

    /** The first choice mostly, else any. */
    private static String rarely(Random random, String usually, String... others) {
        return random.nextInt(10) < 6 ? usually : others[random.nextInt(others.length)];
    }
}
