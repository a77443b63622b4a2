package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PATCH /actions/{name}/versions/{version}/status}, through two servers of one registry. */
class VersionStatusIT {
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final TestRegistry REGISTRY = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final TestRegistry OTHER = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final RegistryHttp ELSEWHERE = OTHER.http();

    @AfterAll
    static void stop() {
        REGISTRY.close();
        OTHER.close();
    }

    private static String path(String name, String version) {
        return "/actions/" + name + "/versions/" + version;
    }

    private static void publish(String name, String... versions) {
        for (String version : versions) {
            HTTP.published(name, version, "{\"title\":\"" + name + " " + version + "\"}");
        }
    }

    private static Answer say(String name, String version, JsonObject status, String... headers) {
        return HTTP.patch(path(name, version) + "/status", status.encode(), headers);
    }

    private static JsonObject unsafe() {
        return new JsonObject()
                .put("status", "unsafe")
                .put("reason", "It deletes the source.")
                .put("severity", "critical");
    }

    /** Whatever a server remembers, it hears of a change within a second. */
    private static Answer elsewhere(String path, String status) {
        return ELSEWHERE.getUntil(
                path, answer -> answer.json().getString("status").equals(status));
    }

    private static long entries() {
        return Long.parseLong(Sql.value(REGISTRY.owner(), "SELECT count(*) FROM journal"));
    }

    @Test
    void aStatusIsShownWhereverTheVersionIsAndChangesNeitherBytesNorHash() {
        publish("status.shown", "1.0.0", "1.1.0");
        JsonObject before = ELSEWHERE.get(path("status.shown", "1.1.0")).json();
        ELSEWHERE.get(path("status.shown", "1.1.0") + "/verify").expect(200);

        JsonObject said = say("status.shown", "1.1.0", unsafe().put("replacement", "status.shown@1.0.0"))
                .expect(200)
                .json();

        assertThat(said.getBoolean("changed")).isTrue();
        JsonObject after = elsewhere(path("status.shown", "1.1.0"), "unsafe").json();
        for (String member : List.of("schema", "hash", "signature", "verified", "created_at", "log_index")) {
            assertThat(after.getValue(member)).as(member).isEqualTo(before.getValue(member));
        }
        assertShown(after, said);
        assertShown(
                elsewhere(path("status.shown", "1.1.0") + "/verify", "unsafe").json(), said);
        JsonObject header = HTTP.get("/actions/status.shown").expect(200).json();
        assertThat(header.getString("latest_version")).isEqualTo("1.0.0");
        assertShown(header.getJsonArray("versions").getJsonObject(1), said);
        JsonArray lines =
                HTTP.get("/actions/status.shown/versions").expect(200).json().getJsonArray("items");
        assertShown(lines.getJsonObject(1), said);
    }

    private static void assertShown(JsonObject shown, JsonObject said) {
        for (String member :
                List.of("status", "status_reason", "status_severity", "replacement", "status_at", "status_index")) {
            assertThat(shown.getValue(member))
                    .as(member)
                    .isEqualTo(said.getValue(member))
                    .isNotNull();
        }
    }

    @Test
    void programsThatReadNoBodiesAreToldByHeaders() {
        publish("status.headers", "1.0.0", "2.0.0");
        Answer active = HTTP.get(path("status.headers", "1.0.0")).expect(200);
        assertThat(active.has("Deprecation")).isFalse();
        assertThat(active.has("Sunset")).isFalse();
        assertThat(active.has("Link")).isFalse();

        JsonObject said = say(
                        "status.headers",
                        "1.0.0",
                        new JsonObject()
                                .put("status", "deprecated")
                                .put("reason", "old\u2028 \"; rel=evil <x>")
                                .put("replacement", "status.headers@2.0.0")
                                .put("sunset", "2027-01-01T01:00:00+01:00"))
                .expect(200)
                .json();

        for (String path : List.of(path("status.headers", "1.0.0"), path("status.headers", "1.0.0") + "/verify")) {
            Answer answer = elsewhere(path, "deprecated");
            assertThat(answer.header("Deprecation"))
                    .isEqualTo("@" + Instant.parse(said.getString("status_at")).getEpochSecond());
            assertThat(answer.header("Sunset")).isEqualTo("Fri, 01 Jan 2027 00:00:00 GMT");
            assertThat(answer.header("Link"))
                    .isEqualTo("</actions/status.headers/versions/2.0.0>; rel=\"successor-version\"");
            assertThat(answer.headers().map().toString()).doesNotContain("evil");
            assertThat(ELSEWHERE
                            .get(path, "If-None-Match", answer.header("ETag"))
                            .expect(304)
                            .has("Deprecation"))
                    .isTrue();
        }
    }

    @Test
    void whatWasSaidIsTakenBackByActive() {
        publish("status.back", "1.0.0");
        say("status.back", "1.0.0", unsafe()).expect(200);
        assertThat(HTTP.get("/actions/status.back").json().getString("latest_version"))
                .isNull();

        say("status.back", "1.0.0", new JsonObject().put("status", "active")).expect(200);

        JsonObject version = elsewhere(path("status.back", "1.0.0"), "active").json();
        assertThat(version.containsKey("status_reason")).isFalse();
        assertThat(version.containsKey("status_severity")).isFalse();
        assertThat(HTTP.get("/actions/status.back").json().getString("latest_version"))
                .isEqualTo("1.0.0");
    }

    @Test
    void theSameStatusAgainIsNoEntry() {
        publish("status.again", "1.0.0");
        JsonObject first = say("status.again", "1.0.0", unsafe()).expect(200).json();
        long before = entries();

        JsonObject again = say("status.again", "1.0.0", unsafe()).expect(200).json();

        assertThat(entries()).isEqualTo(before);
        assertThat(again.getBoolean("changed")).isFalse();
        assertThat(again.getLong("status_index")).isEqualTo(first.getLong("status_index"));
        say("status.again", "1.0.0", unsafe().put("reason", "Another.")).expect(200);
        assertThat(entries()).isEqualTo(before + 1);
    }

    @Test
    void aYankedVersionIsStillFetchedButNotTheLatest() {
        publish("status.yanked", "1.0.0", "1.1.0");
        say("status.yanked", "1.1.0", new JsonObject().put("status", "yanked")).expect(200);

        elsewhere(path("status.yanked", "1.1.0"), "yanked").expect(200);
        assertThat(ELSEWHERE.get("/actions/status.yanked").json().getString("latest_version"))
                .isEqualTo("1.0.0");
    }

    @Test
    void aChangeBasedOnWhatIsNoMoreIsRefused() {
        publish("status.match", "1.0.0");
        String seen = HTTP.get(path("status.match", "1.0.0")).header("ETag");
        say("status.match", "1.0.0", unsafe(), "If-Match", seen).expect(200);
        long before = entries();

        say("status.match", "1.0.0", new JsonObject().put("status", "active"), "If-Match", seen)
                .expect(412, "PRECONDITION_FAILED");
        say("status.match", "1.0.0", new JsonObject().put("status", "active"), "If-Match", "W/" + seen)
                .expect(412, "PRECONDITION_FAILED");
        assertThat(entries()).isEqualTo(before);
        say("status.match", "1.0.0", new JsonObject().put("status", "active"), "If-Match", "*")
                .expect(200);
    }

    @Test
    void ofManyWhoSawTheSameOneChangesIt() {
        publish("status.race", "1.0.0");
        String seen = HTTP.get(path("status.race", "1.0.0")).header("ETag");

        List<CompletableFuture<Answer>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? HTTP : ELSEWHERE)
                        .patch(
                                path("status.race", "1.0.0") + "/status",
                                unsafe().put("reason", "number " + i).encode(),
                                "If-Match",
                                seen)))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(200, 412)
                .containsOnlyOnce(200);
        assertThat(
                        Sql.value(
                                REGISTRY.owner(),
                                "SELECT count(*) FROM journal WHERE type = 'version.status' AND body ->> 'name' = 'status.race'"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"status":"unsafe"} | /reason /severity
            {"status":"deprecated"} | /reason
            {"status":"yanked","severity":"high"} | /severity
            {"status":"active","replacement":"a.b","sunset":"2027-01-01T00:00:00Z"} | /replacement /sunset
            {"status":"yanked","replacement":"status.bad@1.0.0"} | /replacement
            {"status":"yanked","replacement":"status.bad@1.0"} | /replacement
            {"status":"yanked","replacement":"status.bad@01.0.0"} | /replacement
            {"status":"yanked","replacement":"a>; rel=x"} | /replacement
            {"status":"yanked","replacement":"a\\r\\nX-Evil: 1"} | /replacement
            {"status":"yanked","reason":"a\\r\\nX-Evil: 1"} | /reason
            {"status":"yanked","reason":""} | /reason
            {"status":"yanked","sunset":"soon"} | /sunset
            {"status":"yanked","sunset":"9999-12-31T23:59:59-23:00"} | /sunset
            {"status":"gone"} | /status
            {"status":"yanked","extra":1} | /extra
            {} | /status
            """)
    void whatDoesNotGoTogetherIsRefusedWithEveryPlace(String body, String places) {
        Answer refused =
                HTTP.patch(path("status.bad", "1.0.0") + "/status", body).expect(400, "BAD_REQUEST");
        assertThat(refused.violatedPaths()).containsExactlyInAnyOrder(places.split(" "));
    }

    @Test
    void nobodyIsSentToWhatIsNotThere() {
        publish("status.sent", "1.0.0", "2.0.0");
        for (String nowhere : List.of("status.nowhere", "status.sent@3.0.0")) {
            say("status.sent", "1.0.0", new JsonObject().put("status", "yanked").put("replacement", nowhere))
                    .expect(422, "REPLACEMENT_NOT_FOUND");
        }
        say("status.none", "1.0.0", unsafe()).expect(404, "ACTION_NOT_FOUND");
        say("status.sent", "9.0.0", unsafe()).expect(404, "VERSION_NOT_FOUND");
        say("status.sent", "1.0.0", new JsonObject().put("status", "yanked").put("replacement", "status.sent"))
                .expect(200);
        assertThat(elsewhere(path("status.sent", "1.0.0"), "yanked").header("Link"))
                .isEqualTo("</actions/status.sent>; rel=\"successor-version\"");
    }

    @Test
    void textIsKeptAsTextWhateverItLooksLike() {
        publish("status.text", "1.0.0");
        String reason = "'; DROP TABLE action_versions; -- $1 \\ %s \u202e {{x}} \ud83d\ude80 <script>";
        say("status.text", "1.0.0", unsafe().put("reason", reason)).expect(200);
        assertThat(elsewhere(path("status.text", "1.0.0"), "unsafe").json().getString("status_reason"))
                .isEqualTo(reason);
    }

    @Test
    void actionsAreListedByTheStatusOfTheirVersionsWithThatOfTheLatest() {
        publish("statuslist.a", "1.0.0", "1.1.0");
        publish("statuslist.b", "1.0.0");
        publish("statuslist.c", "1.0.0");
        say("statuslist.a", "1.1.0", unsafe()).expect(200);
        say(
                        "statuslist.b",
                        "1.0.0",
                        new JsonObject().put("status", "deprecated").put("reason", "old"))
                .expect(200);

        assertThat(listed("unsafe")).containsExactly("statuslist.a active");
        assertThat(listed("deprecated")).containsExactly("statuslist.b deprecated");
        assertThat(listed("active")).containsExactly("statuslist.a active", "statuslist.c active");
        assertThat(listed("yanked")).isEmpty();
        HTTP.get("/actions?status=gone").expect(400, "BAD_REQUEST");
        String cursor = HTTP.get("/actions?status=active&namespace=statuslist&limit=1")
                .json()
                .getString("next_cursor");
        HTTP.get("/actions?status=unsafe&namespace=statuslist&limit=1&cursor=" + cursor)
                .expect(400, "INVALID_CURSOR");
    }

    private static List<String> listed(String status) {
        return ELSEWHERE
                .get("/actions?namespace=statuslist&status=" + status)
                .expect(200)
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .map(item -> item.getString("name") + " " + item.getString("status"))
                .toList();
    }

    @Test
    void aTamperedReplacementNeverReachesAHeader() {
        publish("status.tampered", "1.0.0");
        say("status.tampered", "1.0.0", unsafe()).expect(200);
        Sql.run(
                REGISTRY.owner(),
                "UPDATE action_versions SET status_replacement = E'x>; rel=\"next\"\\r\\nX-Evil: 1'"
                        + " WHERE name = 'status.tampered'");
        try (TestRegistry fresh = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of())) {
            Answer answer = fresh.http().get(path("status.tampered", "1.0.0")).expect(200);
            assertThat(answer.has("Link")).isFalse();
            assertThat(answer.has("X-Evil")).isFalse();
        }
    }

    @Test
    void aKeyThatIsLimitedToANamespaceChangesNothingElsewhere() {
        publish("statusfiles.a", "1.0.0");
        publish("statusfilesystem.a", "1.0.0");
        String key = IssuedKey.issue(REGISTRY, "maintainer", "statusfiles").secret();
        String body = unsafe().encode();

        HTTP.as(key).patch(path("statusfiles.a", "1.0.0") + "/status", body).expect(200);
        HTTP.as(key)
                .patch(path("statusfilesystem.a", "1.0.0") + "/status", body)
                .expect(403, "FORBIDDEN");
    }
}
