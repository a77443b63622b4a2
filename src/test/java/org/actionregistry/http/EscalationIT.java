package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key gets no further than its role and its namespaces, whatever is sent beside it. */
class EscalationIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final String PUBLISH = TRUSTED.publishBody("{}");
    private static final String ADMIN_WANTED = "{\"name\":\"mine\",\"role\":\"admin\"}";

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    private static RegistryHttp as(String role, String... namespaces) {
        return REGISTRY.http().as(IssuedKey.issue(REGISTRY, role, namespaces).secret());
    }

    private static String administrators() {
        return String.valueOf(Sql.value(
                REGISTRY.owner(), "SELECT count(*) FROM api_keys WHERE role = 'admin' AND name <> 'a admin'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "auditor", "publisher", "maintainer"})
    void nobodyBelowAdminMakesRevokesOrListsKeys(String role) {
        IssuedKey victim = IssuedKey.issue(REGISTRY, "admin");
        RegistryHttp http = as(role);

        http.post("/api-keys", ADMIN_WANTED).expect(403, "FORBIDDEN");
        http.post("/api-keys", "{\"name\":\"same\",\"role\":\"" + role + "\"}").expect(403, "FORBIDDEN");
        http.delete("/api-keys/" + victim.id()).expect(403, "FORBIDDEN");
        http.get("/api-keys").expect(403, "FORBIDDEN");
        REGISTRY.http().as(victim.secret()).get("/api-keys").expect(200);
        assertThat(administrators()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Role", "X-Forwarded-User", "X-Original-URL", "X-HTTP-Method-Override", "X-Principal", "Cookie"
            })
    void noHeaderRaisesARole(String header) {
        for (String value : List.of("admin", "bootstrap", "DELETE", "/api-keys", "role=admin")) {
            Answer answer = as("publisher")
                    .send(
                            "POST",
                            "/api-keys",
                            BodyPublishers.ofString(ADMIN_WANTED),
                            "Content-Type",
                            "application/json",
                            header,
                            value);
            answer.expect(403, "FORBIDDEN");
        }
        assertThat(administrators()).isEqualTo("0");
    }

    @Test
    void noParameterAndNoMemberRaisesARole() {
        as("publisher").post("/api-keys?role=admin", ADMIN_WANTED).expect(403);
        REGISTRY.http()
                .post("/api-keys?role=admin", "{\"name\":\"x\",\"role\":\"reader\"}")
                .expect(400);
        for (String body : List.of(
                "{\"name\":\"x\",\"role\":\"reader\",\"admin\":true}",
                "{\"name\":\"x\",\"role\":\"reader\",\"role\":\"admin\"}",
                "{\"name\":\"x\",\"role\":\"ADMIN\"}",
                "{\"name\":\"x\",\"role\":[\"admin\"]}",
                "{\"name\":\"x\",\"role\":\"bootstrap\"}",
                "{\"name\":\"x\",\"role\":\"reader\",\"id\":\"bootstrap\"}")) {
            REGISTRY.http().post("/api-keys", body).expect(400);
        }
        assertThat(administrators()).isEqualTo("0");
    }

    @Test
    void twoCredentialsAreNotAddedUp() {
        IssuedKey reader = IssuedKey.issue(REGISTRY, "reader");
        RegistryHttp anonymous = REGISTRY.http().anonymous();

        anonymous
                .get("/api-keys", "X-API-Key", reader.secret(), "X-API-Key", BOOTSTRAP_KEY)
                .expect(401);
        anonymous
                .get("/api-keys", "X-API-Key", reader.secret(), "Authorization", "Bearer nonsense")
                .expect(403);
        anonymous
                .get("/api-keys", "X-API-Key", "nonsense", "Authorization", "Bearer " + BOOTSTRAP_KEY)
                .expect(401);
    }

    @Test
    void aNamespaceIsNoPrefixOfOthers() {
        RegistryHttp http = as("publisher", "files");
        for (String name : List.of(
                "filesystem.move",
                "files-archive.move",
                "files_archive.move",
                "xfiles.move",
                "file.s.move",
                "my.files.move",
                "files",
                "filesmove",
                "files-move")) {
            http.publish(name, "1.0.0", PUBLISH).expect(403, "FORBIDDEN");
        }
        for (String name :
                List.of("files.%2e%2e.move", "files%2fmove", "FILES.move", "files.", "files..move", "files.move%00")) {
            assertThat(http.publish(name, "1.0.0", PUBLISH).status()).as(name).isIn(400, 404);
        }
        http.publish("files.move", "1.0.0", PUBLISH).expect(201);
        http.publish("files.deep.move", "1.0.0", TRUSTED.publishBody("{\"title\":\"deep\"}"))
                .expect(201);
        assertThat(Sql.value(REGISTRY.owner(), "SELECT string_agg(name, ' ' ORDER BY name) FROM actions"))
                .isEqualTo("files.deep.move files.move");
    }
}
