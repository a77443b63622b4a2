package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.ALSO_TRUSTED;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A signature is good for the coordinate its manifest names, and for no other. */
class ReplayIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final String SIGNED =
            TRUSTED.publishBody("{\"name\":\"pay.transfer\",\"version\":\"1.0.0\",\"description\":\"old and weak\"}");

    @BeforeAll
    static void publish() {
        HTTP.publish("pay.transfer", "1.0.0", SIGNED).expect(201);
        HTTP.published("pay.transfer", "1.1.0", "{\"name\":\"pay.transfer\",\"version\":\"1.1.0\"}");
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void aSignatureIsRefusedUnderAnotherCoordinate() {
        HTTP.publish("pay.transfer", "2.0.0", SIGNED).expect(422, "COORDINATE_MISMATCH");
        HTTP.publish("pay.transfer", "1.0.0-rc.1", SIGNED).expect(422, "COORDINATE_MISMATCH");
        HTTP.publish("safe.transfer", "1.0.0", SIGNED).expect(422, "COORDINATE_MISMATCH");
        assertThat(HTTP.get("/actions/pay.transfer").json().getString("latest_version"))
                .isEqualTo("1.1.0");
        HTTP.get("/actions/safe.transfer").expect(404);
    }

    @Test
    void aSignatureIsRefusedUnderAnotherKid() {
        String claimed =
                SIGNED.replace(TRUSTED.kid().value(), ALSO_TRUSTED.kid().value());
        HTTP.publish("pay.transfer", "1.0.0", claimed).expect(422, "SIGNATURE_INVALID");
    }

    @Test
    void aRowThatIsCopiedToAnotherCoordinateIsNotVerified() {
        Sql.run(
                REGISTRY.owner(),
                "INSERT INTO journal (index, type, body, leaf, time)"
                        + " SELECT 1000, type, body, leaf, time FROM journal WHERE index = 0",
                "INSERT INTO action_versions (name, version, precedence, prerelease, schema_json, canonical, hash, sig_alg,"
                        + " sig_kid, sig_b64, created_at, log_index)"
                        + " SELECT name, '9.0.0', precedence || 'x', prerelease, schema_json, canonical, hash, sig_alg,"
                        + " sig_kid, sig_b64, created_at, 1000 FROM action_versions"
                        + " WHERE name = 'pay.transfer' AND version = '1.0.0'");

        JsonObject served = HTTP.get(RegistryHttp.version("pay.transfer", "9.0.0"))
                .expect(200)
                .json();
        assertThat(served.getBoolean("verified")).isFalse();
        assertThat(served.getString("verify_error")).isEqualTo("Coordinate mismatch");
    }
}
