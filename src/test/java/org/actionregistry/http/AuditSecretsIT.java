package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.Test;

/** Every kind of secret, in every place a client can put it; the audit table has none of them. */
class AuditSecretsIT {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzb21lYm9keSJ9.c2lnbmF0dXJlLW9mLWEtdG9rZW4";
    private static final String UNKNOWN_SHAPE = "correct-horse-battery-staple-7";

    /** An Ed25519 key in PKCS#8 (RFC 8410, section 7), as it stands between the lines of a PEM file. */
    private static String privateKey() {
        byte[] prefix = Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEIA==");
        byte[] key = Arrays.copyOf(prefix, prefix.length + 32);
        Arrays.fill(key, prefix.length, key.length, (byte) 7);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void noSecretStaysInTheAuditTrail() {
        try (TestRegistry registry = TestRegistry.start()) {
            IssuedKey key = IssuedKey.issue(registry, "publisher");
            String databasePassword = registry.owner().password().orElseThrow();
            List<String> secrets = List.of(key.secret(), BOOTSTRAP_KEY, TOKEN, privateKey(), databasePassword);

            for (String secret : secrets) {
                everywhere(registry.http(), secret);
            }
            asCredential(registry.http(), UNKNOWN_SHAPE);
            registry.stop();

            String table =
                    String.valueOf(Sql.value(registry.owner(), "SELECT string_agg(audit::text, E'\\n') FROM audit"));
            assertThat(table.lines().count()).isGreaterThan(50);
            assertThat(table)
                    .contains("***")
                    .doesNotContain(key.secret(), BOOTSTRAP_KEY, TOKEN, privateKey(), UNKNOWN_SHAPE);
            if (databasePassword.length() >= 12) {
                assertThat(table).doesNotContain(databasePassword);
            }
        }
    }

    private static void everywhere(RegistryHttp http, String secret) {
        asCredential(http, secret);
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (RegistryHttp caller : List.of(http, http.anonymous())) {
            // Never a whole, valid publication: a name that is published is public, whatever it is.
            put(caller, "/actions/" + encoded + "/versions/1.0.0", "{}");
            put(caller, "/actions/x." + encoded + "/versions/1.0.0", "{}");
            put(caller, "/actions/a.b/versions/1.0.0-" + encoded, "{}");
            put(caller, "/actions/a.b/versions/" + encoded, TestSigner.body("{}", secret, "base64:AAAA"));
            put(caller, "/actions/a.b/versions/1.0.0", TestSigner.body("{}", secret, secret));
            put(caller, "/actions/a.b/versions/1.0.0", "{\"schema\":{},\"" + secret + "\":\"" + secret + "\"}");
            put(caller, "/actions/a.b/versions/1.0.0?api_key=" + encoded, "{}");
            caller.delete("/api-keys/" + encoded);
            caller.post("/api-keys", "{\"name\":\"x\",\"role\":\"" + secret + "\"}");
            put(caller, "/actions/a.b/versions/1.0.1?dry_run=true", TRUSTED.publishBody("{}"), "X-Request-Id", secret);
            put(caller, "/actions/a.b/versions/1.0.0", "{}", "X-Forwarded-For", secret);
            put(caller, "/actions/a.b/versions/1.0.0", "{}", "User-Agent", secret);
        }
    }

    private static void asCredential(RegistryHttp http, String secret) {
        RegistryHttp anonymous = http.anonymous();
        String body = TestSigner.body("{}", secret, "base64:AAAA");
        for (String path :
                List.of("/actions/a.b/versions/1.0.0", "/actions/a." + encoded(secret) + "/versions/1.0.0")) {
            put(anonymous, path, body, "X-API-Key", secret);
            put(anonymous, path, body, "Authorization", "Bearer " + secret);
            put(anonymous, path, body, "Authorization", secret);
            put(anonymous, path, body, "Authorization", "Basic " + secret, "X-Request-Id", secret);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void put(RegistryHttp http, String path, String body, String... headers) {
        BodyPublisher content = BodyPublishers.ofString(body);
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        assertThat(http.send("PUT", path, content, all).status()).isLessThan(500);
    }
}
