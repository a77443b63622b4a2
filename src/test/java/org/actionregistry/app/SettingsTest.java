package org.actionregistry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.TrustedKeyList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String URL = "postgresql://app:secret-password@db.internal:5433/registry";

    @TempDir
    Path directory;

    @Test
    void needsNothingButADatabase() {
        Settings settings = load(Map.of());
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.anonymousRead()).isFalse();
        assertThat(settings.configuredKeys().entries()).isEmpty();
        assertThat(settings.ownerUrl()).isEqualTo(settings.runtimeUrl());
    }

    @Test
    void readsTheDefaultsAsYamlWould() throws IOException {
        Map<String, Object> yaml =
                new YAMLMapper().readValue(Path.of("conf/registry.yaml").toFile(), new TypeReference<>() {});
        Map<String, String> values = new HashMap<>();
        yaml.forEach((key, value) -> values.put(key, value.toString()));

        assertThat(SettingSource.defaults()).isEqualTo(values);
    }

    @Test
    void takesTheEnvironmentBeforeTheFileBeforeTheDefaults() throws IOException {
        Path file = Files.writeString(directory.resolve("registry.yaml"), "port: 9000\nhost: 127.0.0.1\n");
        Settings settings = Settings.load(environment(Map.of("PORT", "9001")), Optional.of(file));
        assertThat(settings.port()).isEqualTo(9001);
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.publishBatch()).isEqualTo(256);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT | 80000 | PORT: should be a whole number from 0 to 65535, not '80000'",
                "PORT | http | PORT: should be a whole number",
                "ACTION_REGISTRY_ANONYMOUS_READ | maybe | ACTION_REGISTRY_ANONYMOUS_READ: should be true or false",
                "ACTION_REGISTRY_PUBLISH_BATCH | 0 | ACTION_REGISTRY_PUBLISH_BATCH: should be a whole number from 1",
                "LOG_LEVEL | LOUD | LOG_LEVEL: should be one of TRACE, DEBUG, INFO, WARN, ERROR, not 'LOUD'",
                "LOG_FORMAT | xml | LOG_FORMAT: should be one of json, text",
                "ACTION_REGISTRY_API_KEY | short | ACTION_REGISTRY_API_KEY: should have at least 8 characters",
                "TRUSTED_KEYS_JSON | {} | TRUSTED_KEYS_JSON:",
                "TRUSTED_KEYS_FILE | /no/such/file | TRUSTED_KEYS_FILE: should name a readable file",
                "DATABASE_URL | mysql://db/x | DATABASE_URL:",
                "TRUSTED_PROXIES | proxy.example | TRUSTED_PROXIES: should list addresses or ranges",
                "ACTION_REGISTRY_FORWARDED_HEADER | Via | ACTION_REGISTRY_FORWARDED_HEADER: should be one of",
                "JWT_JWKS_URL | http://id.example/keys | JWT_JWKS_URL: should be an https:// address",
                "JWT_JWKS_URL | file:///etc/passwd | JWT_JWKS_URL: should be an https:// address",
                "JWT_JWKS_URL | https://id.example/keys | JWT_ISSUER: is not set"
            })
    void namesTheVariableAndWhatItShouldBe(String variable, String value, String complaint) {
        assertThatThrownBy(() -> load(Map.of(variable, value)))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JWT_ALGORITHMS | none | JWT_ALGORITHMS: should list some of RS256",
                "JWT_ALGORITHMS | RS256,HS256 | JWT_ALGORITHMS: should list some of RS256",
                "JWT_ROLE_MAP | ops=root | JWT_ROLE_MAP: should be VALUE=ROLE pairs",
                "JWT_ROLE_MAP | ops | JWT_ROLE_MAP: should be VALUE=ROLE pairs",
                "JWT_JWKS_FILE | keys.json | JWT_JWKS_FILE: and JWT_JWKS_URL exclude each other",
                "JWT_LEEWAY_SECONDS | 601 | JWT_LEEWAY_SECONDS: should be a whole number from 0 to 600"
            })
    void refusesRulesForTokensThatWouldLetInTooMuch(String variable, String value, String complaint) {
        Map<String, String> tokens = new HashMap<>(Map.of(
                "JWT_JWKS_URL", "https://id.example/keys",
                "JWT_ISSUER", "https://id.example",
                "JWT_AUDIENCE", "action-registry"));
        load(tokens);
        tokens.put(variable, value);
        assertThatThrownBy(() -> load(tokens)).isInstanceOf(BadSetting.class).hasMessageStartingWith(complaint);
    }

    @Test
    void aReadOnlyRegistrySignsNoLog() {
        assertThatThrownBy(() -> load(Map.of(
                        "ACTION_REGISTRY_READ_ONLY", "true",
                        "LOG_ORIGIN", "registry.example/log",
                        "LOG_SIGNING_KEY_FILE", directory.resolve("log.pem").toString())))
                .isInstanceOf(BadSetting.class)
                .hasMessage("LOG_SIGNING_KEY_FILE: should not be set on a read-only registry, which signs nothing; "
                        + "LOG_VKEY names its source's key");
    }

    @Test
    void aReadOnlyRegistryTakesTheVerifierKeysOfItsSource() {
        assertThat(load(Map.of("ACTION_REGISTRY_READ_ONLY", "true", "LOG_VKEY", vkey("a") + "\n" + vkey("b") + "\n"))
                        .logVerifierKeys())
                .extracting(key -> key.name().value())
                .containsExactly("a.example/log", "b.example/log");
        assertThat(load(Map.of("ACTION_REGISTRY_READ_ONLY", "true")).logVerifierKeys())
                .isEmpty();
    }

    @Test
    void aVerifierKeyIsForMirrorsAndWellFormed() {
        assertThatThrownBy(() -> load(Map.of("LOG_VKEY", vkey("a"))))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("LOG_VKEY: is for the mirror of another registry");
        assertThatThrownBy(() -> load(Map.of("ACTION_REGISTRY_READ_ONLY", "true", "LOG_VKEY", "a.example/log+1234")))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("LOG_VKEY: should be what the source's /log/vkey answers");
    }

    private static String vkey(String host) {
        Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
        return new NoteSigner(new KeyName(host + ".example/log"), key)
                .verifierKey()
                .toString();
    }

    @Test
    void refusesAFileWithASettingThatNobodyKnows() throws IOException {
        Path file = Files.writeString(directory.resolve("registry.yaml"), "prot: 9000\n");
        assertThatThrownBy(() -> Settings.load(environment(Map.of()), Optional.of(file)))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("'prot' is not a setting");
    }

    @Test
    void refusesDuplicateAndWeakKeysSayingWhich() {
        String key = Ed25519PrivateKey.generate(new SecureRandom()).publicKey().toString();
        String entry = "{\"kid\":\"%s\",\"alg\":\"ed25519\",\"public_key\":\"%s\"}";
        assertThatThrownBy(() -> trusted("[" + entry.formatted("a", key) + "," + entry.formatted("a", key) + "]"))
                .hasMessageContaining("trusted key 2");
        String zeros = "base64:" + "A".repeat(43) + "=";
        assertThatThrownBy(() -> trusted("[" + entry.formatted("weak", zeros) + "]"))
                .hasMessageContaining("\"weak\"");
    }

    @Test
    void readsTrustedKeysFromAFile() throws IOException {
        Path file = directory.resolve("trusted.json");
        Files.write(
                file,
                TrustedKeyList.write(List.of(new TrustedKeyList.Entry(
                        new KeyId("dev-root-1"),
                        Ed25519PrivateKey.generate(new SecureRandom()).publicKey()))));
        assertThat(load(Map.of("TRUSTED_KEYS_FILE", file.toString()))
                        .configuredKeys()
                        .entries())
                .extracting(entry -> entry.kid().value())
                .containsExactly("dev-root-1");
    }

    @Test
    void showsNoSecretInItsText() {
        Settings settings = load(Map.of("ACTION_REGISTRY_API_KEY", "an-admin-key-nobody-should-see"));
        assertThat(settings.toString()).doesNotContain("secret-password").doesNotContain("an-admin-key");
    }

    private static Settings trusted(String json) {
        return load(Map.of("TRUSTED_KEYS_JSON", json));
    }

    private static Settings load(Map<String, String> variables) {
        return Settings.load(environment(variables), Optional.empty());
    }

    private static Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", URL));
        environment.putAll(variables);
        return environment;
    }
}
