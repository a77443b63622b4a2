package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.ALSO_TRUSTED;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code /namespaces}, and what they allow, through two servers of one registry. */
class NamespacesIT {
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final TestRegistry REGISTRY = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final TestRegistry OTHER = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final RegistryHttp ELSEWHERE = OTHER.http();
    private static final String YANK = "{\"status\":\"yanked\"}";

    @AfterAll
    static void stop() {
        REGISTRY.close();
        OTHER.close();
    }

    private static String body(List<String> owners, List<String> kids) {
        return new JsonObject()
                .put("owners", new JsonArray(owners))
                .put("kids", new JsonArray(kids))
                .encode();
    }

    private static Answer set(RegistryHttp as, String namespace, List<String> owners, List<String> kids) {
        return as.put("/namespaces/" + namespace, body(owners, kids));
    }

    @Test
    void aNamespaceIsShownAsItWasSet() {
        JsonObject made = set(
                        HTTP, "shown", List.of("b", "a"), List.of(TRUSTED.kid().value()))
                .expect(200)
                .json();

        assertThat(made.getJsonArray("owners")).containsExactly("a", "b");
        assertThat(ELSEWHERE.get("/namespaces/shown").expect(200).json()).isEqualTo(made);
        assertThat(ELSEWHERE.get("/namespaces").expect(200).json().getJsonArray("items"))
                .contains(made);
        JsonObject again = set(
                        ELSEWHERE,
                        "shown",
                        List.of("a", "b"),
                        List.of(TRUSTED.kid().value()))
                .expect(200)
                .json();
        assertThat(again).as("no entry for the same").isEqualTo(made);
        HTTP.get("/namespaces/nobodys").expect(404, "NAMESPACE_NOT_FOUND");
    }

    @Test
    void theListComesInPages() {
        for (String name : List.of("paged.a", "paged.b", "paged.c")) {
            set(HTTP, name, List.of(), List.of()).expect(200);
        }
        String next = "/namespaces?limit=1";
        int found = 0;
        while (true) {
            Answer page = ELSEWHERE.get(next).expect(200);
            for (Object item : page.json().getJsonArray("items")) {
                found += ((JsonObject) item).getString("namespace").startsWith("paged.") ? 1 : 0;
            }
            String cursor = page.json().getString("next_cursor");
            if (cursor == null) {
                break;
            }
            next = "/namespaces?limit=1&cursor=" + cursor;
        }
        assertThat(found).isEqualTo(3);
        HTTP.get("/namespaces?cursor=bm9uZQ").expect(400, "INVALID_CURSOR");
    }

    @Test
    void onlyOwnersAndAdministratorsWriteInANamespaceThatHasOwners() {
        IssuedKey owner = IssuedKey.issue(REGISTRY, "maintainer");
        IssuedKey stranger = IssuedKey.issue(REGISTRY, "maintainer");
        set(HTTP, "owned", List.of(owner.id()), List.of()).expect(200);
        String version = "/actions/owned.a/versions/1.0.0";
        String signed = TRUSTED.publishBody("{}");

        ELSEWHERE.as(stranger.secret()).put(version, signed).expect(403, "FORBIDDEN");
        ELSEWHERE
                .as(stranger.secret())
                .put("/actions/owned.sub.a/versions/1.0.0", signed)
                .expect(403, "FORBIDDEN");
        ELSEWHERE
                .as(stranger.secret())
                .put("/actions/ownedlike.a/versions/1.0.0", signed)
                .expect(201);
        ELSEWHERE.as(owner.secret()).put(version, signed).expect(201);
        for (RegistryHttp refused : List.of(HTTP.as(stranger.secret()), ELSEWHERE.as(stranger.secret()))) {
            refused.patch(version + "/status", YANK).expect(403, "FORBIDDEN");
            refused.put("/actions/owned.a/tags/stable", "{\"version\":\"1.0.0\"}")
                    .expect(403, "FORBIDDEN");
        }
        ELSEWHERE
                .as(owner.secret())
                .put("/actions/owned.a/tags/stable", "{\"version\":\"1.0.0\"}")
                .expect(200);
        HTTP.as(stranger.secret()).delete("/actions/owned.a/tags/stable").expect(403, "FORBIDDEN");
        HTTP.as(owner.secret()).patch(version + "/status", YANK).expect(200);
        HTTP.delete("/actions/owned.a/tags/stable").expect(200);
    }

    @Test
    void onlyListedKeysSignWhereAnyIsListed() {
        set(HTTP, "signed", List.of(), List.of(ALSO_TRUSTED.kid().value())).expect(200);

        ELSEWHERE.publish("signed.a", "1.0.0", TRUSTED.publishBody("{}")).expect(422, "KEY_NOT_LISTED");
        ELSEWHERE.publish("signed.a", "1.0.0", ALSO_TRUSTED.publishBody("{}")).expect(201);
        set(HTTP, "signed", List.of(), List.of(TRUSTED.kid().value())).expect(200);
        ELSEWHERE.publish("signed.a", "1.0.1", ALSO_TRUSTED.publishBody("{}")).expect(422, "KEY_NOT_LISTED");
        ELSEWHERE.publish("signed.a", "1.0.1", TRUSTED.publishBody("{}")).expect(201);
    }

    @Test
    void anAdministratorMakesANamespaceAndAnOwnerHandsItOn() {
        IssuedKey first = IssuedKey.issue(REGISTRY, "maintainer");
        IssuedKey second = IssuedKey.issue(REGISTRY, "maintainer");
        RegistryHttp asFirst = HTTP.as(first.secret());
        RegistryHttp asSecond = ELSEWHERE.as(second.secret());

        set(asFirst, "handed", List.of(first.id()), List.of()).expect(403, "FORBIDDEN");
        set(HTTP, "handed", List.of(first.id()), List.of()).expect(200);
        set(asSecond, "handed", List.of(second.id()), List.of()).expect(403, "FORBIDDEN");
        set(asFirst, "handed", List.of(second.id()), List.of()).expect(200);
        set(asFirst, "handed", List.of(first.id()), List.of()).expect(403, "FORBIDDEN");
        set(asSecond, "handed", List.of(), List.of()).expect(200);
        set(asSecond, "handed", List.of(second.id()), List.of()).expect(403, "FORBIDDEN");
    }

    @Test
    void anOwnerWhoseKeyIsLimitedElsewhereChangesNothing() {
        IssuedKey limited = IssuedKey.issue(REGISTRY, "maintainer", "limited");
        for (String name : List.of("limited", "limited.sub", "limitedlike")) {
            set(HTTP, name, List.of(limited.id()), List.of()).expect(200);
        }
        set(HTTP.as(limited.secret()), "limited", List.of(limited.id(), "x"), List.of())
                .expect(200);
        set(HTTP.as(limited.secret()), "limited.sub", List.of(limited.id(), "x"), List.of())
                .expect(200);
        set(HTTP.as(limited.secret()), "limitedlike", List.of(limited.id(), "x"), List.of())
                .expect(403, "FORBIDDEN");
    }

    @Test
    void whatOnlyLooksLikeATakenNamespaceIsRefused() {
        set(HTTP, "my-files", List.of("k"), List.of()).expect(200);
        set(ELSEWHERE, "my_files", List.of(), List.of()).expect(409, "NAME_TOO_SIMILAR");
        set(ELSEWHERE, "my.files", List.of(), List.of()).expect(409, "NAME_TOO_SIMILAR");
        Answer beside = ELSEWHERE
                .publish("my_files.a", "1.0.0", TRUSTED.publishBody("{}"))
                .expect(409, "NAME_TOO_SIMILAR");
        assertThat(beside.details().getString("taken")).isEqualTo("my-files");
        ELSEWHERE.publish("my.files.sub.a", "1.0.0", TRUSTED.publishBody("{}")).expect(409, "NAME_TOO_SIMILAR");
        ELSEWHERE.publish("my-filesystem.a", "1.0.0", TRUSTED.publishBody("{}")).expect(201);
        set(HTTP, "my-filesystem", List.of(), List.of()).expect(200);

        HTTP.published("their_files.a", "1.0.0", "{}");
        HTTP.published("other.files.sub.a", "1.0.0", "{}");
        set(HTTP, "their-files", List.of(), List.of()).expect(409, "NAME_TOO_SIMILAR");
        set(HTTP, "other-files", List.of(), List.of()).expect(409, "NAME_TOO_SIMILAR");
        set(HTTP, "their_files", List.of(), List.of()).expect(200);
        set(HTTP, "other.files", List.of(), List.of()).expect(200);
    }

    @Test
    void ofManyWhoSawTheSameOneChangesIt() {
        set(HTTP, "raced", List.of("a"), List.of()).expect(200);
        String seen = HTTP.get("/namespaces/raced").header("ETag");

        List<CompletableFuture<Answer>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? HTTP : ELSEWHERE)
                        .put("/namespaces/raced", body(List.of("owner-" + i), List.of()), "If-Match", seen)))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(200, 412)
                .containsOnlyOnce(200);
        HTTP.put("/namespaces/unmade", body(List.of(), List.of()), "If-Match", "*")
                .expect(412, "PRECONDITION_FAILED");
    }

    @Test
    void sqlInAnOwnerIsAnOwner() {
        String owner = "'; DROP TABLE namespaces; -- {a,\"b\"} \\";
        set(HTTP, "quoted", List.of(owner), List.of()).expect(200);
        assertThat(ELSEWHERE.get("/namespaces/quoted").json().getJsonArray("owners"))
                .containsExactly(owner);
        HTTP.put("/namespaces/quoted", "{\"owners\":[\"a\\r\\nb\"],\"kids\":[\"-bad\"]}")
                .expect(400, "BAD_REQUEST");
        HTTP.put("/namespaces/quoted", "{\"owners\":[]}").expect(400, "BAD_REQUEST");
    }
}
