package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.actionregistry.testing.ContractCheck;
import org.actionregistry.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies over the wire: whole, chunked, too large, broken off, from nobody. */
@TestInstance(Lifecycle.PER_CLASS)
class RequestBodyTest {
    private static final String TARGET = "/actions/files.move/versions/1.0.0";
    private static final String JSON = "Content-Type: application/json";

    private final RunningRouter router = new RunningRouter();
    private final ContractCheck check = ContractCheck.ofBundledContract();

    @BeforeEach
    void forget() {
        router.steps.clear();
    }

    @AfterAll
    void stop() {
        router.close();
    }

    @Test
    void reads_a_body_of_a_declared_length() throws Exception {
        RawHttp.Response response = put(Rules.PUBLISH_BODY);

        assertThat(response.status()).isEqualTo(200);
        assertThat(new JsonObject(response.text()).getJsonObject("body")).isEqualTo(new JsonObject(Rules.PUBLISH_BODY));
    }

    @Test
    void reads_a_body_in_chunks_that_arrive_one_by_one() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head("Transfer-Encoding: chunked", JSON));
            for (char c : Rules.PUBLISH_BODY.toCharArray()) {
                http.send("1\r\n" + c + "\r\n");
            }
            http.send("0\r\n\r\n");

            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void tells_a_client_that_asks_first_to_go_on() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head(JSON, "Content-Length: " + Rules.PUBLISH_BODY.length(), "Expect: 100-continue"));
            assertThat(http.read().status()).isEqualTo(100);
            http.send(Rules.PUBLISH_BODY);
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void refuses_a_client_that_asks_first_without_taking_the_body() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head(JSON, "Content-Length: 1000000", "Expect: 100-continue"));

            assertThat(http.read().status()).isEqualTo(413);
        }
    }

    @Test
    void takes_a_body_of_exactly_the_limit() throws Exception {
        String padding = " ".repeat(RunningRouter.BODY_LIMIT - Rules.PUBLISH_BODY.length());

        assertThat(put(Rules.PUBLISH_BODY + padding).status()).isEqualTo(200);
        assertThat(put(Rules.PUBLISH_BODY + padding + " ").status()).isEqualTo(413);
    }

    @Test
    void refuses_a_chunked_body_as_soon_as_it_is_too_large_and_goes_on_with_the_connection() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head("Transfer-Encoding: chunked", JSON));
            http.send("2000\r\n" + "x".repeat(0x2000) + "\r\n");
            RawHttp.Response response = http.read();

            assertThat(response.status()).isEqualTo(413);
            check.require("PUT", TARGET, response.status(), response.headers(), response.body());
            http.send("0\r\n\r\n");
            http.send(RawHttp.head("GET", "/whoami", RunningRouter.withKey()));
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void cuts_off_a_client_that_goes_on_sending_what_was_refused() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head("Content-Length: 1000000000", JSON));
            assertThat(http.read().status()).isEqualTo(413);

            byte[] megabyte = new byte[1 << 20];
            int sent = 0;
            while (sent < 200 && http.isSent(megabyte)) {
                sent++;
            }
            assertThat(sent).isLessThan(200);
        }
    }

    @Test
    void answers_a_body_that_stops_half_way_and_closes_the_connection() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head("Content-Length: 100", JSON));
            http.send("{\"schema\":");
            RawHttp.Response response = http.read();

            assertThat(response.status()).isEqualTo(408);
            assertThat(response.header("Connection")).isEqualTo("close");
            check.require("PUT", TARGET, response.status(), response.headers(), response.body());
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void survives_a_client_that_goes_away_half_way() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head("Content-Length: 100", JSON));
            http.send("{\"schema\":");
        }

        assertThat(router.get("/whoami").status()).isEqualTo(200);
    }

    @Test
    void closes_a_connection_whose_chunks_are_broken_without_handling_the_request() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head("Transfer-Encoding: chunked", JSON));
            http.send("zz\r\nnonsense\r\n");

            assertThat(http.isClosedByServer()).isTrue();
        }
        assertThat(router.steps).doesNotContain("handler");
    }

    @Test
    void guards_before_it_takes_a_body_and_lets_the_connection_live() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(RawHttp.head("PUT", TARGET, JSON, "Content-Length: 3000"));
            assertThat(http.read().status()).isEqualTo(401);
            http.send("x".repeat(3000));
            http.send(RawHttp.head("GET", "/whoami", RunningRouter.withKey()));
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=x",
                "X-No: type"
            })
    void refuses_another_media_type_before_it_takes_a_body(String contentType) throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head(contentType, "Content-Length: 3000"));
            RawHttp.Response response = http.read();

            assertThat(response.status()).isEqualTo(415);
            check.require("PUT", TARGET, response.status(), response.headers(), response.body());
        }
    }

    @Test
    void misses_a_body_that_is_not_sent() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head(JSON));
            RawHttp.Response response = http.read();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).contains("The body is required.");
        }
    }

    @Test
    void does_not_look_at_a_body_where_none_belongs() throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(RawHttp.head("GET", "/whoami", RunningRouter.withKey("Content-Length: 8")) + "nonsense");
            assertThat(http.read().status()).isEqualTo(200);
            http.send(RawHttp.head("GET", "/whoami", RunningRouter.withKey()));
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    private static String head(String... headers) {
        return RawHttp.head("PUT", TARGET, RunningRouter.withKey(headers));
    }

    private RawHttp.Response put(String body) throws Exception {
        try (RawHttp http = new RawHttp(router.port())) {
            http.send(head(JSON, "Content-Length: " + body.length()) + body);
            return http.read();
        }
    }
}
