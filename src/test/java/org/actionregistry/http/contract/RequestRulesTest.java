package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.RegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {
    @Test
    void fills_in_defaults_and_types() {
        ValidRequest request =
                Rules.listActions().query("q=move+file&namespace=files").validate();

        assertThat(request.text("q")).isEqualTo("move file");
        assertThat(request.integer("limit")).isEqualTo(50);
        assertThat(request.optionalText("cursor")).isEmpty();
        assertThat(request.optionalText("namespace")).contains("files");
        assertThat(Rules.publish().validate().flag("dry_run")).isFalse();
        assertThat(Rules.publish().query("dry_run=true").validate().flag("dry_run"))
                .isTrue();
    }

    @Test
    void hands_over_path_and_header_parameters() {
        ValidRequest request = Rules.getVersion()
                .header("If-None-Match", "\"a\"")
                .header("If-None-Match", "W/\"b\"")
                .validate();

        assertThat(request.text("name")).isEqualTo("files.move");
        assertThat(request.text("version")).isEqualTo("1.0.0");
        assertThat(request.text("If-None-Match")).isEqualTo("\"a\", W/\"b\"");
    }

    @Test
    void refuses_to_hand_over_what_the_contract_does_not_promise() {
        ValidRequest request = Rules.listActions().validate();

        assertThatThrownBy(() -> request.text("cursor")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> request.text("limit")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(request::body).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hands_over_the_body_as_strict_json_reads_it() {
        Map<String, ?> body = Rules.publish().validate().body();

        assertThat(body.get("schema")).isEqualTo(Map.of("name", "files.move"));
        assertThatThrownBy(() -> body.remove("schema")).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=0                     | query.limit minimum
            limit=201                   | query.limit maximum
            limit=1000000000            | query.limit maximum
            limit=99999999999999999999  | query.limit maximum
            limit=-99999999999999999999 | query.limit minimum
            limit=                      | query.limit type
            limit=ten                   | query.limit type
            limit=1.0                   | query.limit type
            limit=1e1                   | query.limit type
            limit=%2B5                  | query.limit type
            limit=+5                    | query.limit type
            limit=05                    | query.limit type
            limit                       | query.limit type
            limit=1&limit=1             | query.limit repeated-parameter
            page=2                      | query.page unknown-parameter
            Limit=2                     | query.Limit unknown-parameter
            =                           | query. unknown-parameter
            q=                          | query.q min-length
            q=%00                       | query.q pattern
            q=a%0A                      | query.q pattern
            q=%C2%85                    | query.q pattern
            q=%                         | query.q percent-encoding
            q=%4                        | query.q percent-encoding
            q=%zz                       | query.q percent-encoding
            q=%FF                       | query.q percent-encoding
            q=%C0%AF                    | query.q percent-encoding
            q=%ED%A0%80                 | query.q percent-encoding
            q=Ã©                        | query.q percent-encoding
            %zz=1                       | query percent-encoding
            cursor=a%20b                | query.cursor pattern
            cursor=                     | query.cursor min-length
            namespace=Files             | query.namespace pattern
            namespace=a..b              | query.namespace pattern
            """)
    void names_the_place_and_the_rule_of_a_bad_query(String query, String expected) {
        assertThat(Rules.listActions().query(query).violations()).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "&", "&&limit=5&", "q=50%25", "q=a%26b%3Dc", "q=%C3%A9", "q=caf%c3%a9+au+lait", "q=a=b"})
    void accepts_odd_but_good_queries(String query) {
        assertThat(Rules.listActions().query(query).refusal()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"q=50%25, 50%", "q=50%2525, 50%25", "q=1%2B1, 1+1", "q=1+1, 1 1", "q=a=b, a=b", "q=%26, &"})
    void decodes_a_query_exactly_once(String query, String expected) {
        assertThat(Rules.listActions().query(query).validate().text("q")).isEqualTo(expected);
    }

    @Test
    void counts_lengths_in_code_points() {
        assertThat(Rules.listActions().query("q=" + "%F0%9F%98%80".repeat(200)).refusal())
                .isNull();
        assertThat(Rules.listActions().query("q=" + "%F0%9F%98%80".repeat(201)).violations())
                .containsExactly("query.q max-length");
    }

    @ParameterizedTest
    @CsvSource({
        "/actions/a+b/versions/1.0.0, path.name pattern",
        "/actions/a%2Fb/versions/1.0.0, path.name pattern",
        "/actions/%00/versions/1.0.0, path.name pattern",
        "/actions/A/versions/1.0.0, path.name pattern",
        "/actions/caf%C3%A9/versions/1.0.0, path.name pattern",
        "/actions/a.%2E/versions/1.0.0, path.name pattern",
        "/actions/a%0A/versions/1.0.0, path.name pattern",
        "/actions/a/versions/1.0, path.version min-length",
        "/actions/a/versions/01.0.0, path.version pattern",
        "/actions/a/versions/1.0.0+b, path.version pattern",
        "/actions/a/versions/1.0.0%2Bb, path.version pattern",
        "/actions/a/versions/v1.0.0, path.version pattern",
    })
    void names_the_place_and_the_rule_of_a_bad_path_parameter(String path, String expected) {
        assertThat(Rules.getVersion().path(path).violations()).containsExactly(expected);
    }

    @Test
    void reads_digits_of_any_size_in_a_version() {
        String version = "1.0." + "9".repeat(124);

        assertThat(Rules.getVersion().path("/actions/a/versions/" + version).refusal())
                .isNull();
        assertThat(Rules.getVersion()
                        .path("/actions/a/versions/" + version + "9")
                        .violations())
                .containsExactly("path.version max-length");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                 | /schema required, /signature required
            {"schema":{},"signature":[]}                       | /signature type
            {"schema":[],"signature":{}}                       | /schema type, /signature/alg required, /signature/kid required, /signature/sig required
            {"schema":{},"signature":{"alg":"rs256","kid":"a","sig":"b"}} | /signature/alg enum
            {"schema":{},"signature":{"alg":null,"kid":"a","sig":"b"}}    | /signature/alg type
            {"schema":{},"signature":{"alg":"ed25519","kid":"","sig":""}} | /signature/kid min-length, /signature/sig min-length
            {"schema":{},"signature":{"alg":"ed25519","kid":"a b","sig":"b","x/~y":1}} | /signature/kid pattern, /signature/x~1~0y unknown-property
            {"schema":{},"signature":{"alg":"ed25519","kid":"a\\n","sig":"b"}} | /signature/kid pattern
            {"schema":{},"signature":{"alg":"ed25519","kid":"a","sig":"b"},"dry_run":true} | /dry_run unknown-property
            """)
    void names_every_place_and_rule_of_a_bad_publish_body(String body, String expected) {
        assertThat(Rules.publish().body(body).violations()).containsExactlyInAnyOrder(expected.split(", ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"a","role":"root"}                              | /role enum
            {"name":"","role":"admin"}                              | /name min-length
            {"name":"a\\u0000","role":"admin"}                      | /name pattern
            {"name":"a","role":"admin","namespaces":["b","b"]}      | /namespaces unique-items
            {"name":"a","role":"admin","namespaces":["b","C"]}      | /namespaces/1 pattern
            {"name":"a","role":"admin","namespaces":"b"}            | /namespaces type
            {"name":"a","role":"admin","expires_at":"tomorrow"}     | /expires_at format
            {"name":"a","role":"admin","expires_at":"2027-02-30T00:00:00Z"} | /expires_at format
            {"name":"a","role":"admin","expires_at":"2027-02-28T00:00Z"}    | /expires_at format
            {"name":"a","role":"admin","expires_at":null}           | /expires_at type
            """)
    void names_the_place_and_the_rule_of_a_bad_key_request(String body, String expected) {
        assertThat(Rules.createApiKey().body(body).violations()).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"schema":{"a":1,"a":2},"signature":{}} | /schema/a duplicate-key
            {"schema":{},                           | ~ syntax
            {"schema":{"n":1e400}}                  | /schema/n number-range
            {"schema":{"n":9007199254740993}}       | /schema/n number-range
            {} {}                                   | ~ trailing-data
            []                                      | ~ not-an-object
            """)
    void answers_what_is_no_strict_json_with_the_one_place_it_stops_at(String body, String expected) {
        RegistryException refusal =
                Objects.requireNonNull(Rules.publish().body(body).refusal());

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_JSON);
        assertThat(((Invalid) refusal).violations()).singleElement().satisfies(violation -> {
            String rule = expected.substring(expected.indexOf(' ') + 1);
            assertThat(violation.rule()).isEqualTo(rule);
            if (!expected.startsWith("~")) {
                assertThat(violation.path()).isEqualTo(expected.substring(0, expected.indexOf(' ')));
            }
        });
    }

    @Test
    void lets_a_manifest_be_64_levels_deep_and_no_more() {
        assertThat(Rules.publish().body(nested(64)).refusal()).isNull();
        assertThat(Rules.publish().body(nested(65)).violations())
                .singleElement()
                .asString()
                .endsWith(" depth");
    }

    private static String nested(int depth) {
        String manifest = "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
        return Rules.PUBLISH_BODY.replace("{\"name\":\"files.move\"}", manifest);
    }

    @Test
    void refuses_bytes_that_are_no_utf_8() {
        byte[] latin1 = Rules.PUBLISH_BODY.replace("move", "é").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Rules.publish().body(latin1).violations())
                .singleElement()
                .asString()
                .endsWith(" encoding");
    }

    @Test
    void reports_everything_that_is_wrong_at_once() {
        Rules request = Rules.publish()
                .path("/actions/A/versions/1")
                .query("dry_run=maybe&x=1")
                .body("{\"schema\":{}}");

        assertThat(request.violations())
                .containsExactly(
                        "path.name pattern",
                        "path.version min-length",
                        "query.x unknown-parameter",
                        "query.dry_run type",
                        "/signature required");
        assertThat(Objects.requireNonNull(request.refusal()).message())
                .isEqualTo("The request breaks the contract in 5 places.");
    }

    @Test
    void reports_bad_json_among_other_things_as_a_bad_request() {
        RegistryException refusal =
                Objects.requireNonNull(Rules.publish().query("x=1").body("{").refusal());

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(((Invalid) refusal).violations()).hasSize(2);
    }

    @Test
    void names_the_place_in_the_message_where_only_one_thing_is_wrong() {
        assertThat(Objects.requireNonNull(Rules.listActions().query("limit=0").refusal())
                        .message())
                .isEqualTo("query.limit should be at least 1.");
    }

    @Test
    void counts_all_but_lists_only_so_many_violations() {
        Invalid refusal = (Invalid) Objects.requireNonNull(
                Rules.listActions().query("x=1&".repeat(1000)).refusal());

        assertThat(refusal.violations()).hasSize(Violations.KEPT);
        assertThat(refusal.message()).contains("1000");
    }

    @Test
    void repeats_only_the_start_of_a_long_unknown_name() {
        assertThat(Rules.listActions().query("a".repeat(5000)).violations())
                .containsExactly("query." + "a".repeat(64) + " unknown-parameter");
    }

    @Test
    void misses_a_body_that_is_not_there() {
        assertThat(Rules.publish().body("").violations()).containsExactly(" required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json ; foo=bar"
            })
    void accepts_json_by_any_of_its_spellings(String contentType) {
        assertThat(Rules.publish()
                        .without("Content-Type")
                        .header("Content-Type", contentType)
                        .refusal())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/jsonx",
                "application/json-patch+json",
                "application/json;charset=latin1",
                "application/json; charset=utf-16",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "json"
            })
    void refuses_any_other_media_type_as_unsupported(String contentType) {
        Rules request = Rules.publish().without("Content-Type").header("Content-Type", contentType);

        assertThat(Objects.requireNonNull(request.refusal()).code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void refuses_no_media_type_and_two_of_them() {
        Rules none = Rules.publish().without("Content-Type");
        Rules two = Rules.publish().header("Content-Type", "application/json");

        assertThat(Objects.requireNonNull(none.refusal()).code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(Objects.requireNonNull(two.refusal()).code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void refuses_a_compressed_body() {
        Rules gzip = Rules.publish().header("Content-Encoding", "gzip");
        Rules identity = Rules.publish().header("Content-Encoding", "identity");

        assertThat(Objects.requireNonNull(gzip.refusal()).code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(identity.refusal()).isNull();
    }

    @Test
    void does_not_look_at_the_media_type_of_a_body_nobody_reads() {
        assertThat(Rules.listActions().header("Content-Type", "text/plain").refusal())
                .isNull();
    }
}
