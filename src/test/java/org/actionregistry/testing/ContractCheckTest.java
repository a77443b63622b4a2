package org.actionregistry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The check itself notices what it is there to notice. */
class ContractCheckTest {
    private static final String WHOAMI = "{\"id\":\"k1\",\"name\":\"ci\",\"role\":\"reader\",\"namespaces\":[]}";
    private static final String ERROR = "{\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"no\",\"details\":{}}}";

    private final ContractCheck check = ContractCheck.ofBundledContract();
    private final Map<String, List<String>> headers = new TreeMap<>(Map.of(
            "X-Request-Id", List.of("r1"),
            "Content-Type", List.of("application/json")));

    @Test
    void finds_nothing_wrong_with_a_documented_response() {
        assertThat(problems("GET", "/whoami", 200, WHOAMI)).isEmpty();
        assertThat(problems("HEAD", "/whoami", 200, "")).isEmpty();
        assertThat(problems("GET", "/whoami?x=1", 400, ERROR)).isEmpty();
        assertThat(problems("GET", "/nowhere", 404, ERROR)).isEmpty();
        assertThat(problems("GET", "/whoami", 431, ERROR)).isEmpty();
    }

    @Test
    void notices_an_undocumented_status() {
        assertThat(problems("GET", "/whoami", 204, ""))
                .singleElement()
                .asString()
                .contains("204");
        assertThat(problems("GET", "/whoami", 500, ERROR))
                .singleElement()
                .asString()
                .contains("500");
        assertThat(problems("GET", "/whoami", 409, ERROR))
                .singleElement()
                .asString()
                .contains("409");
        assertThat(problems("GET", "/nowhere", 200, "{}"))
                .singleElement()
                .asString()
                .contains("200");
    }

    @Test
    void notices_an_undocumented_media_type() {
        headers.put("Content-Type", List.of("text/html"));
        assertThat(problems("GET", "/whoami", 200, WHOAMI))
                .singleElement()
                .asString()
                .contains("text/html");
        assertThat(problems("GET", "/nowhere", 404, "<p>"))
                .singleElement()
                .asString()
                .contains("text/html");

        headers.remove("Content-Type");
        assertThat(problems("GET", "/whoami", 200, WHOAMI)).hasSize(1);
    }

    @Test
    void notices_a_missing_header() {
        headers.remove("X-Request-Id");
        assertThat(problems("GET", "/whoami", 200, WHOAMI))
                .singleElement()
                .asString()
                .contains("X-Request-Id");
        assertThat(problems("GET", "/whoami", 401, ERROR))
                .hasSize(2)
                .last()
                .asString()
                .contains("X-Request-Id");
        assertThat(problems("POST", "/whoami", 405, ERROR))
                .hasSize(2)
                .first()
                .asString()
                .contains("Allow");
    }

    @Test
    void notices_a_header_against_its_schema() {
        headers.put("Retry-After", List.of("soon"));
        assertThat(problems("GET", "/whoami", 503, ERROR))
                .singleElement()
                .asString()
                .contains("Retry-After");

        headers.put("Retry-After", List.of("1"));
        assertThat(problems("GET", "/whoami", 503, ERROR)).isEmpty();
    }

    @Test
    void notices_a_body_against_its_schema() {
        assertThat(problems("GET", "/whoami", 200, WHOAMI.replace("reader", "root")))
                .isNotEmpty();
        assertThat(problems("GET", "/whoami", 200, WHOAMI.replace("\"id\":\"k1\",", "")))
                .isNotEmpty();
        assertThat(problems("GET", "/whoami", 200, ERROR)).isNotEmpty();
        assertThat(problems("GET", "/whoami", 400, ERROR.replace("BAD_REQUEST", "OOPS")))
                .isNotEmpty();
        assertThat(problems("GET", "/whoami", 200, "")).isNotEmpty();
    }

    @Test
    void notices_an_undocumented_member_and_a_duplicate_one() {
        assertThat(problems("GET", "/whoami", 200, WHOAMI.replace("{", "{\"x\":1,")))
                .isNotEmpty();
        assertThat(problems("GET", "/whoami", 200, WHOAMI.replace("{", "{\"id\":\"k1\",")))
                .singleElement()
                .asString()
                .contains("strict JSON");
    }

    @Test
    void notices_a_body_where_none_belongs() {
        headers.put("ETag", List.of("\"a\""));
        assertThat(problems("GET", "/actions", 304, "")).isEmpty();
        assertThat(problems("GET", "/actions", 304, "{}")).isNotEmpty();
        assertThat(problems("HEAD", "/whoami", 200, WHOAMI)).isNotEmpty();
    }

    @Test
    void notices_a_text_against_its_schema_or_its_encoding() {
        headers.put("Content-Type", List.of("text/plain; charset=utf-8"));
        headers.put("Cache-Control", List.of("no-cache"));

        assertThat(problems("GET", "/log/vkey", 200, "log.example+00c0ffee+AQID\n"))
                .isEmpty();
        assertThat(problems("GET", "/log/vkey", 200, "log.example 00c0ffee AQID\n"))
                .isNotEmpty();
        assertThat(problems("GET", "/log/vkey", 200, "")).containsExactly("the body is empty");
        assertThat(check.problems("GET", "/log/vkey", 200, headers, new byte[] {'a', (byte) 0xff}))
                .containsExactly("the body is no UTF-8");
    }

    @Test
    void takes_bytes_as_they_are_but_not_none() {
        headers.put("Content-Type", List.of("application/octet-stream"));
        headers.put("Cache-Control", List.of("public"));

        assertThat(check.problems("GET", "/log/tile/0/000", 200, headers, new byte[] {0, (byte) 0xff}))
                .isEmpty();
        assertThat(problems("GET", "/log/tile/0/000", 200, "")).containsExactly("the body is empty");
    }

    @Test
    void prefers_a_literal_path_and_takes_dots_literally() {
        headers.put("ETag", List.of("\"a\""));
        headers.put("Content-Type", List.of("application/yaml"));

        assertThat(problems("GET", "/openapi.yaml", 200, "openapi: 3.1.0")).isEmpty();
        assertThat(problems("GET", "/openapi-yaml", 200, "openapi: 3.1.0")).isNotEmpty();
    }

    @Test
    void throws_with_everything_that_is_wrong() {
        headers.remove("X-Request-Id");
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> check.require("GET", "/whoami", 200, headers, body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("X-Request-Id")
                .hasMessageContaining("id");
    }

    private List<String> problems(String method, String path, int status, String body) {
        return check.problems(method, path, status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
