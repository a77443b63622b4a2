package org.actionregistry.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;

/** An API key that a registry has issued. */
record IssuedKey(TestRegistry registry, String id, String secret) {
    static IssuedKey issue(TestRegistry registry, String role, String... namespaces) {
        JsonObject request = new JsonObject()
                .put("name", "a " + role)
                .put("role", role)
                .put("namespaces", new JsonArray(List.of(namespaces)));
        JsonObject issued =
                registry.http().post("/api-keys", request.encode()).expect(201).json();
        return new IssuedKey(registry, issued.getString("id"), issued.getString("api_key"));
    }

    IssuedKey revoked() {
        registry.http().delete("/api-keys/" + id).expect(200);
        return this;
    }

    /** Nobody can ask for a key that has expired already, so this one is aged in the database. */
    IssuedKey expired() {
        Sql.run(
                registry.owner(),
                "UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = '" + id + "'");
        return this;
    }
}
