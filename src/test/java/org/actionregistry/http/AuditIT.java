package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.STRANGER;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every attempt to write leaves one row that says who, from where, with what, on what, and how it ended. */
class AuditIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    /** The rows that pass a filter, newest first, as soon as there are so many. */
    private static List<JsonObject> rows(String filter, int expected) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            List<JsonObject> rows =
                    HTTP.get("/audit?limit=1000&" + filter).expect(200).json().getJsonArray("items").stream()
                            .map(JsonObject.class::cast)
                            .toList();
            if (rows.size() >= expected || Instant.now().isAfter(giveUp)) {
                assertThat(rows).as(filter).hasSize(expected);
                return rows;
            }
            Thread.onSpinWait();
        }
    }

    /** The one row that a request has left. */
    private static JsonObject rowOf(Answer answer, String target) {
        String id = answer.header("X-Request-Id");
        return rows("target=" + target, 1).stream()
                .filter(row -> id.equals(row.getString("request_id")))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRow(JsonObject row, @Nullable Object... membersAndValues) {
        for (int i = 0; i < membersAndValues.length; i += 2) {
            assertThat(row.getValue(String.valueOf(membersAndValues[i])))
                    .as("%s of %s", String.valueOf(membersAndValues[i]), row)
                    .isEqualTo(membersAndValues[i + 1]);
        }
    }

    @Test
    void aPublicationIsRecordedOnceWithItsEntry() {
        IssuedKey key = IssuedKey.issue(REGISTRY, "publisher");
        Answer answer = HTTP.as(key.secret())
                .publish("row.publish", "1.0.0", TRUSTED.publishBody("{}"))
                .expect(201);

        assertRow(
                rowOf(answer, "row.publish@1.0.0"),
                "principal",
                key.id(),
                "credential",
                "api_key",
                "role",
                "publisher",
                "address",
                "127.0.0.1",
                "operation",
                "publishVersion",
                "kid",
                TRUSTED.kid().value(),
                "status",
                201,
                "code",
                null,
                "log_index",
                answer.json().getInteger("log_index"));
    }

    @Test
    void whatChangesNothingIsRecordedWithoutAnEntry() {
        String body = TRUSTED.publishBody("{\"title\":\"again\"}");
        Answer dryRun = HTTP.put(RegistryHttp.version("row.dry", "1.0.0") + "?dry_run=true", body)
                .expect(200);
        assertRow(rowOf(dryRun, "row.dry@1.0.0"), "status", 200, "log_index", null, "principal", "bootstrap");

        HTTP.publish("row.again", "1.0.0", body).expect(201);
        HTTP.publish("row.again", "1.0.0", body).expect(200);
        assertThat(rows("target=row.again@1.0.0", 2))
                .extracting(row -> row.getInteger("status"), row -> row.getValue("log_index") != null)
                .containsExactlyInAnyOrder(tuple(201, true), tuple(200, false));
    }

    @Test
    void whatIsRefusedIsRecordedWithItsCode() {
        Answer signature = HTTP.publish(
                        "row.signature",
                        "1.0.0",
                        TRUSTED.publishBody("{}").replaceFirst("base64:[^\"]{4}", "base64:AAAA"))
                .expect(422, "SIGNATURE_INVALID");
        assertRow(
                rowOf(signature, "row.signature@1.0.0"),
                "status",
                422,
                "code",
                "SIGNATURE_INVALID",
                "kid",
                TRUSTED.kid().value(),
                "principal",
                "bootstrap",
                "credential",
                "bootstrap");

        Answer unknown =
                HTTP.publish("row.unknown", "1.0.0", STRANGER.publishBody("{}")).expect(422, "KEY_UNKNOWN");
        assertRow(rowOf(unknown, "row.unknown@1.0.0"), "kid", STRANGER.kid().value(), "code", "KEY_UNKNOWN");

        Answer malformed =
                HTTP.publish("row.malformed", "1.0.0", "{\"schema\":").expect(400, "INVALID_JSON");
        assertRow(rowOf(malformed, "row.malformed@1.0.0"), "status", 400, "code", "INVALID_JSON", "kid", null);

        Answer large = HTTP.publish("row.large", "1.0.0", " ".repeat(300_000)).expect(413, "PAYLOAD_TOO_LARGE");
        assertRow(rowOf(large, "row.large@1.0.0"), "status", 413, "code", "PAYLOAD_TOO_LARGE");

        HTTP.published("row.conflict", "1.0.0", "{}");
        Answer conflict = HTTP.publish("row.conflict", "1.0.0", TRUSTED.publishBody("{\"title\":\"other\"}"))
                .expect(409);
        assertThat(rows("target=row.conflict@1.0.0&code=VERSION_EXISTS", 1))
                .singleElement()
                .satisfies(row -> assertRow(row, "request_id", conflict.header("X-Request-Id"), "status", 409));
    }

    @Test
    void whoIsNotLetInIsRecordedAsFarAsKnown() {
        String body = TRUSTED.publishBody("{}");
        Answer nobody = HTTP.anonymous().publish("row.nobody", "1.0.0", body).expect(401);
        assertRow(
                rowOf(nobody, "row.nobody@1.0.0"),
                "principal",
                "-",
                "credential",
                "none",
                "role",
                null,
                "status",
                401,
                "code",
                "UNAUTHENTICATED");
        Answer bad = HTTP.as("nonsense").publish("row.bad", "1.0.0", body).expect(401);
        assertRow(rowOf(bad, "row.bad@1.0.0"), "principal", "-", "credential", "api_key");
        Answer bearer = HTTP.anonymous()
                .send(
                        "PUT",
                        RegistryHttp.version("row.bearer", "1.0.0"),
                        BodyPublishers.ofString(body),
                        "Authorization",
                        "Bearer nonsense")
                .expect(401);
        assertRow(rowOf(bearer, "row.bearer@1.0.0"), "principal", "-", "credential", "bearer");

        IssuedKey reader = IssuedKey.issue(REGISTRY, "reader");
        Answer role =
                HTTP.as(reader.secret()).publish("row.role", "1.0.0", body).expect(403);
        assertRow(rowOf(role, "row.role@1.0.0"), "principal", reader.id(), "role", "reader", "code", "FORBIDDEN");
        IssuedKey elsewhere = IssuedKey.issue(REGISTRY, "publisher", "elsewhere");
        Answer namespace =
                HTTP.as(elsewhere.secret()).publish("row.place", "1.0.0", body).expect(403);
        assertRow(rowOf(namespace, "row.place@1.0.0"), "principal", elsewhere.id(), "code", "FORBIDDEN");
    }

    @Test
    void apiKeysAreRecordedByTheirIds() {
        IssuedKey key = IssuedKey.issue(REGISTRY, "reader").revoked();
        assertThat(rows("target=" + key.id(), 2))
                .extracting(row -> row.getString("operation") + " " + row.getInteger("status"))
                .containsExactly("revokeApiKey 200", "createApiKey 201");
    }

    @Test
    void whoGoesAwayBeforeTheAnswerIsRecordedToo() {
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send("PUT /actions/row.gone/versions/1.0.0 HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                    + BOOTSTRAP_KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nExpect: 100-continue"
                    + "\r\n\r\n");
            assertThat(connection.readLine()).contains("100");
        }
        assertRow(rows("target=row.gone@1.0.0", 1).get(0), "status", 499, "principal", "bootstrap");
    }

    @Test
    void readsAreNotRecorded() {
        HTTP.anonymous().get("/actions/row.read").expect(401);
        HTTP.get("/actions/row.read").expect(404);
        HTTP.anonymous().publish("row.read", "1.0.0", "{}").expect(401);

        assertThat(rows("target_prefix=row.read", 1))
                .extracting(row -> row.getInteger("status"))
                .containsExactly(401);
    }

    @Test
    void pagesLeadThroughAllRowsOnceAndBackInTime() {
        for (int i = 0; i < 7; i++) {
            HTTP.anonymous().publish("row.page", "1.0." + i, "{}").expect(401);
        }
        List<Long> all = rows("target_prefix=row.page@", 7).stream()
                .map(row -> row.getLong("id"))
                .toList();
        List<Long> paged = new ArrayList<>();
        Optional<String> next = Optional.of("/audit?target_prefix=row.page@&limit=3");
        while (next.isPresent()) {
            Answer page = HTTP.get(next.get()).expect(200);
            page.json().getJsonArray("items").forEach(row -> paged.add(((JsonObject) row).getLong("id")));
            next = page.headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>')));
            assertThat(page.json().getString("next_cursor") != null).isEqualTo(next.isPresent());
        }
        assertThat(paged).isEqualTo(all).isSortedAccordingTo(Comparator.reverseOrder());

        String cursor =
                HTTP.get("/audit?target_prefix=row.page@&limit=3").json().getString("next_cursor");
        HTTP.get("/audit?target_prefix=row.&limit=3&cursor=" + cursor).expect(400, "INVALID_CURSOR");
        HTTP.get("/audit?cursor=AAAAAAAAAAAAAAAA").expect(400, "INVALID_CURSOR");
    }

    @Test
    void filtersNarrowDown() {
        IssuedKey key = IssuedKey.issue(REGISTRY, "publisher");
        RegistryHttp http = HTTP.as(key.secret());
        Answer ok =
                http.publish("row.filter", "1.0.0", TRUSTED.publishBody("{}")).expect(201);
        http.publish("row.filter", "1.0.0", STRANGER.publishBody("{}")).expect(422);
        http.publish("row.filter_x", "1.0.0", "{}").expect(400);
        String mine = "principal=" + key.id();
        List<JsonObject> rows = rows(mine, 3);
        String first = rows.get(2).getString("time");
        String last = rows.get(0).getString("time");

        assertThat(rows(mine + "&result=ok", 1)).allSatisfy(row -> assertRow(row, "status", 201));
        rows(mine + "&result=refused", 2);
        rows(mine + "&result=failed", 0);
        rows(mine + "&kid=" + STRANGER.kid(), 1);
        rows(mine + "&code=KEY_UNKNOWN", 1);
        rows(mine + "&operation=publishVersion&address=127.0.0.1", 3);
        rows(mine + "&operation=createApiKey", 0);
        rows(mine + "&target_prefix=row.filter", 3);
        rows(mine + "&target_prefix=row.filter_", 1);
        rows(mine + "&target_prefix=row%25", 0);
        rows(mine + "&target=row.filter@1.0.0", 2);
        rows(mine + "&since=" + first, 3);
        rows(mine + "&until=" + first, 0);
        rows(mine + "&since=" + last + "&until=2100-01-01T00:00:00Z", 1);
        rows("log_index=" + ok.json().getInteger("log_index"), 1);
        HTTP.get("/audit?since=yesterday").expect(400);
        HTTP.get("/audit?result=good").expect(400);
        HTTP.get("/audit?limit=0").expect(400);
    }

    @Test
    void theExportHasEveryRowOnceOneALine() {
        Sql.run(
                REGISTRY.owner(),
                "INSERT INTO audit (principal, credential, operation, target, status)"
                        + " SELECT 'exporter', 'api_key', 'publishVersion', 'n' || n, 403 FROM generate_series(1, 1234) n");
        Answer export = HTTP.get("/audit?principal=exporter", "Accept", "application/x-ndjson")
                .expect(200);

        assertThat(export.header("Content-Type")).isEqualTo("application/x-ndjson");
        List<JsonObject> rows = export.text().lines().map(JsonObject::new).toList();
        assertThat(rows).hasSize(1234);
        assertThat(rows)
                .extracting(row -> row.getString("target"))
                .doesNotHaveDuplicates()
                .startsWith("n1234");
        assertThat(HTTP.get("/audit?principal=exporter&limit=600", "Accept", "application/x-ndjson")
                        .text()
                        .lines())
                .hasSize(600);
        HTTP.head("/audit?principal=exporter", "Accept", "application/x-ndjson").expect(200);
        assertThat(HTTP.get("/audit?principal=no-such", "Accept", "application/x-ndjson")
                        .expect(200)
                        .text())
                .isEmpty();
    }
}
