package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A database that has stopped answering one kind of request, of which more and more come; with the settings as shipped. */
class OverloadIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final String KEY = "X-API-Key: " + TestRegistry.BOOTSTRAP_KEY;

    /** How soon a refusal counts as one at once; an answer would take as long as the lock is held. */
    private static final int AT_ONCE_MILLIS = 40;

    private static final int FAR_MORE_THAN_NEEDED = 200;

    private final RegistryHttp http = REGISTRY.http();
    private final List<RawHttp> clients = new ArrayList<>();

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void searchesThatWouldWaitAreRefusedWhileAllElseGoesOnAndAreAnsweredAgainAfterwards() throws SQLException {
        http.published("overload.known", "1.0.0", manifest("overload.known"));
        String version = RegistryHttp.version("overload.known", "1.0.0");
        try (Connection lock = lock("actions")) {
            assertRefusedInTheEnd(number -> RawHttp.head("GET", "/actions?q=word" + number, KEY));

            http.get(version).expect(200);
            http.get(version + "/verify").expect(200);
            http.get("/keys").expect(200);
            http.get("/health/live").expect(200);
            http.get("/health/ready").expect(200);

            lock.rollback();
        }
        assertAllAnswered(200);
        http.get("/actions?q=afterwards").expect(200);
    }

    @Test
    void publishesThatWouldWaitAreRefusedByTheirHeadsWhileReadsGoOn() throws SQLException {
        http.published("overload.before", "1.0.0", manifest("overload.before"));
        try (Connection lock = lock("journal_head")) {
            assertRefusedInTheEnd(number -> publish("overload.waits-" + number));

            try (RawHttp head = REGISTRY.connect()) {
                head.send(RawHttp.head(
                        "PUT",
                        RegistryHttp.version("overload.head-only", "1.0.0"),
                        KEY,
                        "Content-Type: application/json",
                        "Content-Length: 100000"));
                assertThat(head.read().status()).isEqualTo(503);
            }
            http.get("/actions?q=meanwhile").expect(200);
            http.get(RegistryHttp.version("overload.before", "1.0.0")).expect(200);

            lock.rollback();
        }
        assertAllAnswered(201);
        http.published("overload.afterwards", "1.0.0", manifest("overload.afterwards"));
    }

    @Test
    void whoComesBackAtOnceIsRefusedEachTimeOnEitherWayAndAnsweredInTheEnd() throws SQLException {
        String list = RawHttp.head("GET", "/actions?q=again", KEY);
        try (RawHttp client = REGISTRY.connect()) {
            try (Connection lock = lock("actions")) {
                assertRefusedInTheEnd(number -> RawHttp.head("GET", "/actions?q=some" + number, KEY));

                for (int i = 0; i < 4; i++) {
                    assertRefusal(client.send(list).read());
                }
                // The short way takes no head that says more than a plain one; the long one says the same.
                assertRefusal(client.send(RawHttp.head("GET", "/actions?q=again", KEY, "Accept: text/html"))
                        .read());
                client.send(list + list + list);
                for (int i = 0; i < 3; i++) {
                    assertRefusal(client.read());
                }

                lock.rollback();
            }
            assertAllAnswered(200);
            assertThat(client.send(list).read().status()).isEqualTo(200);
        }
    }

    @Test
    void theBodyOfARefusedWriteIsPassedOverHoweverItComes() throws SQLException {
        http.published("overload.behind", "1.0.0", manifest("overload.behind"));
        String read = RawHttp.head("GET", RegistryHttp.version("overload.behind", "1.0.0"), KEY);
        try (Connection lock = lock("journal_head")) {
            assertRefusedInTheEnd(number -> publish("overload.body-" + number));

            try (RawHttp client = REGISTRY.connect()) {
                client.send(publish("overload.whole") + read);
                assertRefusal(client.read());
                assertThat(client.read().status()).isEqualTo(200);

                String head = write("Content-Length: 200000");
                assertRefusal(client.send(head + "x".repeat(100_000)).read());
                client.send("y".repeat(100_000) + read);
                assertThat(client.read().status()).isEqualTo(200);

                client.send(write("Transfer-Encoding: chunked") + "5\r\n{\"a\":\r\n");
                assertRefusal(client.read());
                client.send("2\r\n1}\r\n0\r\n\r\n" + read + read);
                assertThat(client.read().status()).isEqualTo(200);
                assertThat(client.read().status()).isEqualTo(200);

                client.send(write("Transfer-Encoding: chunked") + "not a number\r\n");
                assertRefusal(client.read());
                assertThat(client.isClosedByServer()).isTrue();
            }

            lock.rollback();
        }
        assertAllAnswered(201);
        http.get(RegistryHttp.version("overload.whole", "1.0.0")).expect(404);
    }

    private static String write(String framing) {
        return RawHttp.head(
                "PUT",
                RegistryHttp.version("overload.framed", "1.0.0"),
                KEY,
                "Content-Type: application/json",
                framing);
    }

    /** Asks more and more often until an answer comes at once; those before it wait, each on a connection of its own. */
    private void assertRefusedInTheEnd(IntFunction<String> requests) {
        for (int number = 0; number < FAR_MORE_THAN_NEEDED; number++) {
            RawHttp client = REGISTRY.connect().send(requests.apply(number));
            if (client.hasInputWithin(AT_ONCE_MILLIS)) {
                try (client) {
                    assertRefusal(client.read());
                }
                return;
            }
            clients.add(client);
        }
        throw new AssertionError("nothing was refused");
    }

    private void assertAllAnswered(int status) {
        assertThat(clients).hasSizeGreaterThan(4);
        for (RawHttp client : clients) {
            try (client) {
                assertThat(client.read().status()).isEqualTo(status);
            }
        }
    }

    private static void assertRefusal(RawHttp.Response response) {
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isIn("1", "2", "3");
        assertThat(response.header("X-Request-Id")).isNotEmpty();
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.text()).isEqualTo("""
                {"error":{"code":"UNAVAILABLE","message":"Too many requests are under way; try again.","details":{}}}""");
    }

    private static String publish(String name) {
        String body = TRUSTED.publishBody(manifest(name));
        return RawHttp.head(
                        "PUT",
                        RegistryHttp.version(name, "1.0.0"),
                        KEY,
                        "Content-Type: application/json",
                        "Content-Length: " + body.length())
                + body;
    }

    private static String manifest(String name) {
        return "{\"name\":\"" + name + "\",\"version\":\"1.0.0\"}";
    }

    /** Ends with the connection, or when that is rolled back. */
    private static Connection lock(String table) throws SQLException {
        Connection connection = Sql.connect(REGISTRY.owner());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }
}
