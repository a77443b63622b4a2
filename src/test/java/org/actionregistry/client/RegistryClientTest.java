package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.client.ScriptedServer.Answer;
import org.actionregistry.failure.Violation;
import org.actionregistry.signing.Digest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RegistryClientTest {
    private static final Coordinate COORDINATE = Coordinate.parse("files.move", "1.0.0");
    private static final SignedRecord RECORD = Signed.record("files.move", "1.0.0");
    private static final String EMPTY_PAGE = "{\"items\":[],\"next_cursor\":null}";
    private static final Answer BUSY = busy("0");
    private static final Answer CREATED = Answer.json(
            201,
            "{\"name\":\"files.move\",\"version\":\"1.0.0\",\"hash\":\"" + RECORD.hash()
                    + "\",\"kid\":\"test-1\",\"created\":true,\"created_at\":\"2026-03-01T12:00:00Z\",\"log_index\":0}");

    private static Answer busy(String retryAfter) {
        return Answer.json(
                503,
                "{\"error\":{\"code\":\"UNAVAILABLE\",\"message\":\"busy\",\"details\":{}}}",
                "Retry-After: " + retryAfter);
    }

    @Test
    void repeatsARequestWhileTheRegistryIsBusy() {
        try (ScriptedServer server = ScriptedServer.answering(BUSY, Answer.json(429, "", "Retry-After: 0"), CREATED)) {
            PublishReceipt receipt = client(server).publish(RECORD, false);

            assertThat(receipt).isEqualTo(new PublishReceipt(COORDINATE, RECORD.hash(), true, false));
            assertThat(server.requests()).hasSize(3).allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("PUT");
                assertThat(request.body()).isEqualTo(server.requests().get(0).body());
            });
        }
    }

    @Test
    void givesUpAfterItsAttempts() {
        try (ScriptedServer server = ScriptedServer.answering(BUSY)) {
            assertThatExceptionOfType(RegistryError.class)
                    .isThrownBy(() -> client(server).verdict(COORDINATE))
                    .withMessage("busy")
                    .satisfies(e -> assertThat(e.code()).isEqualTo("UNAVAILABLE"));
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"86400", "999999999999", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"})
    void waitsNoLongerThanItsSettingsSay(String retryAfter) {
        try (ScriptedServer server = ScriptedServer.answering(busy(retryAfter), Answer.json(200, EMPTY_PAGE))) {
            assertThat(client(server)
                            .actions(ActionFilter.ALL, 50, Optional.empty())
                            .items())
                    .isEmpty();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void doesNotRepeatWhatWasRefused() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(422, """
                {"error": {"code": "SCHEMA_INVALID", "message": "input is no JSON Schema", "details": {"violations": [
                  {"path": "/schema/input/type", "rule": "enum", "message": "should be a type"},
                  {"path": "/schema/output", "rule": "ref", "message": "leaves the document"}]}}}"""))) {
            assertThatExceptionOfType(RegistryError.class)
                    .isThrownBy(() -> client(server).publish(RECORD, false))
                    .withMessage("input is no JSON Schema")
                    .satisfies(e -> {
                        assertThat(e.status()).isEqualTo(422);
                        assertThat(e.code()).isEqualTo("SCHEMA_INVALID");
                        assertThat(e.violations())
                                .containsExactly(
                                        new Violation("/schema/input/type", "enum", "should be a type"),
                                        new Violation("/schema/output", "ref", "leaves the document"));
                    });
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad Gateway</html>", "{}", "{\"error\":\"x\"}", "{\"error\":{\"code\":1}}"})
    void saysSoWhenAnErrorIsNotARegistrys(String body) {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(502, body))) {
            assertThatExceptionOfType(RegistryError.class)
                    .isThrownBy(() -> client(server).verdict(COORDINATE))
                    .withMessage("the server answered HTTP 502 without an error document; is this a registry?")
                    .satisfies(e -> assertThat(e.code()).isEqualTo("HTTP_502"));
        }
    }

    @Test
    void doesNotFollowRedirectsWithItsApiKey() {
        try (ScriptedServer elsewhere = ScriptedServer.answering(Answer.json(200, EMPTY_PAGE));
                ScriptedServer server =
                        ScriptedServer.answering(Answer.json(302, "", "Location: " + elsewhere.url() + "/actions"))) {
            assertThatExceptionOfType(RegistryError.class)
                    .isThrownBy(() -> client(server).actions(ActionFilter.ALL, 1, Optional.empty()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("HTTP_302"));
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "[]",
                "{\"items\":[]",
                "{\"items\":{}}",
                "{\"items\":[1]}",
                "{\"items\":[{\"name\":\"a\"}]}",
                "{\"items\":[{\"name\":\"NOT A NAME\",\"version_count\":1,\"tags\":[]}]}",
                "{\"items\":[],\"next_cursor\":7}"
            })
    void saysSoWhenAnAnswerIsNotARegistrys(String body) {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, body))) {
            assertThatExceptionOfType(MalformedAnswer.class)
                    .isThrownBy(() -> client(server).actions(ActionFilter.ALL, 1, Optional.empty()))
                    .withMessageStartingWith("the answer to /actions?limit=1 is not a registry's: ");
        }
    }

    @Test
    void readsEveryPage() {
        try (ScriptedServer server = new ScriptedServer(request -> Answer.json(
                200, request.target().contains("cursor=c%2B1") ? page("b", "null") : page("a", "\"c+1\"")))) {
            List<ActionName> names = client(server)
                    .allActions(ActionFilter.ALL, 1)
                    .map(ActionSummary::name)
                    .toList();

            assertThat(names).containsExactly(new ActionName("a"), new ActionName("b"));
        }
    }

    @Test
    void asksForNoMorePagesThanAreRead() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, page("a", "\"more\"")))) {
            assertThat(client(server).allActions(ActionFilter.ALL, 1).limit(1)).hasSize(1);
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static String page(String name, String cursor) {
        return "{\"items\":[{\"name\":\"" + name + "\",\"latest_version\":null,\"version_count\":1,\"tags\":[],"
                + "\"versions\":[\"1.0.0\"],\"updated_at\":\"2026-03-01T12:00:00Z\"}],\"next_cursor\":" + cursor + "}";
    }

    @Test
    void escapesWhatItSearchesFor() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, EMPTY_PAGE))) {
            ActionFilter filter = new ActionFilter(
                    Optional.of("50% ü&+"), Optional.of("files"), Optional.of("a b"), Optional.empty());

            client(server).actions(filter, 7, Optional.of("x/y="));

            assertThat(server.requests().get(0).target())
                    .isEqualTo("/actions?q=50%25%20%C3%BC%26%2B&namespace=files&tag=a%20b&limit=7&cursor=x%2Fy%3D");
        }
    }

    @Test
    void sendsTheApiKeyAndTheSignedManifest() {
        try (ScriptedServer server = ScriptedServer.answering(CREATED)) {
            client(server).publish(RECORD, true);

            ScriptedServer.Request request = server.requests().get(0);
            assertThat(request.target()).isEqualTo("/actions/files.move/versions/1.0.0?dry_run=true");
            assertThat(request.header("X-API-Key")).isEqualTo("the-key");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.body())
                    .contains("\"schema\":" + new String(RECORD.canonical(), UTF_8))
                    .contains(RECORD.signature().orElseThrow().sig());
        }
    }

    @Test
    void keepsThePathBelowWhichTheApiIsMounted() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, EMPTY_PAGE))) {
            new RegistryClient(settings(server.url() + "/api/", Duration.ofSeconds(5)))
                    .actions(ActionFilter.ALL, 1, Optional.empty());

            assertThat(server.requests().get(0).target()).isEqualTo("/api/actions?limit=1");
        }
    }

    @Test
    void readsAVersionAndKeepsItsBytes() {
        String answer = new String(
                Signed.altered(RECORD, members -> {
                    members.put("verified", false);
                    members.put("verify_error", "Unknown key id");
                    members.put("status", "yanked");
                    members.put("status_reason", "broken");
                    members.put("created_at", "2026-03-01T12:00:00Z");
                    members.put("log_index", 41L);
                }),
                UTF_8);
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, answer))) {
            PublishedVersion version = client(server).version(COORDINATE);

            assertThat(version.body()).isEqualTo(answer.getBytes(UTF_8));
            assertThat(version.coordinate()).isEqualTo(COORDINATE);
            assertThat(version.digest()).contains(RECORD.digest());
            assertThat(version.verified()).isFalse();
            assertThat(version.verifyError()).contains("Unknown key id");
            assertThat(version.status()).isEqualTo("yanked");
            assertThat(version.statusReason()).contains("broken");
            assertThat(version.createdAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
            assertThat(version.logIndex()).isEqualTo(41);
        }
    }

    @Test
    void handsOutNoBytesUnderAnotherDigest() {
        Digest digest = Digest.of("{}".getBytes(UTF_8));
        try (ScriptedServer server =
                ScriptedServer.answering(Answer.json(200, "{}"), Answer.json(200, "{\"other\":true}"))) {
            assertThat(client(server).document(digest)).isEqualTo("{}".getBytes(UTF_8));
            assertThatExceptionOfType(MalformedAnswer.class)
                    .isThrownBy(() -> client(server).document(digest))
                    .withMessageStartingWith("the registry was asked for " + digest);
        }
    }

    @Test
    void saysWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertUnreachable(
                () -> new RegistryClient(settings("http://localhost:" + port, Duration.ofSeconds(5)))
                        .verdict(COORDINATE),
                "cannot reach the registry at http://localhost:" + port + ": connection refused");
    }

    @Test
    void saysThatAHostIsUnknown() {
        assertUnreachable(
                () -> new RegistryClient(settings("http://no-such-host.invalid", Duration.ofSeconds(5)))
                        .verdict(COORDINATE),
                "cannot reach the registry at http://no-such-host.invalid: unknown host");
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswer() {
        CountDownLatch testIsOver = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
            awaitQuietly(testIsOver);
            return Answer.json(200, EMPTY_PAGE);
        })) {
            assertUnreachable(
                    () -> new RegistryClient(settings(server.url(), Duration.ofMillis(100))).verdict(COORDINATE),
                    "the registry at " + server.url() + " gave no answer within 100 ms");
            testIsOver.countDown();
        }
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotEnd() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> half = CompletableFuture.supplyAsync(
                    () -> answered(server, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"items\":"));

            assertUnreachable(
                    () -> new RegistryClient(
                                    settings("http://localhost:" + server.getLocalPort(), Duration.ofMillis(200)))
                            .verdict(COORDINATE),
                    "the registry at http://localhost:" + server.getLocalPort() + " gave no answer within 200 ms");
            half.get().close();
        }
    }

    @Test
    void triesOnceMoreWhenTheConnectionIsLost() throws Exception {
        String body = CREATED.body();
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            String answer = "HTTP/1.1 201 Created\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            // A thread of its own: the common pool may have but one, which the client needs for trying again.
            Thread script = new Thread(() -> {
                closeQuietly(answered(server, ""));
                closeQuietly(answered(server, answer));
            });
            script.setDaemon(true);
            script.start();

            PublishReceipt receipt = new RegistryClient(
                            settings("http://localhost:" + server.getLocalPort(), Duration.ofSeconds(5)))
                    .publish(RECORD, false);

            assertThat(receipt.created()).isTrue();
        }
    }

    /** All of it: a socket that is closed with bytes unread resets the connection, and takes the answer with it. */
    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).isNotNegative();
            head.append((char) next);
        }
        Matcher length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(head);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        }
    }

    private static Socket answered(ServerSocket server, String answer) {
        try {
            Socket connection = server.accept();
            readRequest(connection.getInputStream());
            connection.getOutputStream().write(answer.getBytes(UTF_8));
            connection.getOutputStream().flush();
            return connection;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void closeQuietly(Socket connection) {
        try (connection) {
            connection.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertUnreachable(ThrowingCallable call, String message) {
        assertThatExceptionOfType(RegistryUnreachable.class).isThrownBy(call).withMessage(message);
    }

    private static RegistryClient client(ScriptedServer server) {
        return new RegistryClient(settings(server.url(), Duration.ofSeconds(5)));
    }

    private static ClientSettings settings(String base, Duration requestTimeout) {
        return new ClientSettings(
                URI.create(base),
                Optional.of("the-key"),
                Duration.ofSeconds(2),
                requestTimeout,
                3,
                Duration.ofMillis(20));
    }
}
