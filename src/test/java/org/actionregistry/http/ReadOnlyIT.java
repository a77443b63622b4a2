package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;

import java.util.Map;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A registry on the database of a mirror. */
class ReadOnlyIT {
    private static final TestRegistry REGISTRY = TestRegistry.start(Map.of("ACTION_REGISTRY_READ_ONLY", "true"));

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void publishingIsRefusedToEveryoneAndNothingIsWritten() {
        RegistryHttp admin = REGISTRY.http();
        String body = TRUSTED.publishBody("{}");

        admin.publish("files.move", "1.0.0", body).expect(403, "READ_ONLY");
        admin.put(RegistryHttp.version("files.move", "1.0.0") + "?dry_run=true", body)
                .expect(403, "READ_ONLY");

        admin.get("/actions/files.move").expect(404, "ACTION_NOT_FOUND");
        admin.get("/actions").expect(200);
    }
}
