package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.actionregistry.access.ApiKey;
import org.actionregistry.access.ApiKeySecret;
import org.actionregistry.access.ApiKeyStore;
import org.actionregistry.access.Role;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgApiKeysIT {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678901Z");

    private OpenDatabase open;
    private PgApiKeys keys;

    @BeforeAll
    void open() {
        open = OpenDatabase.of(TestDatabase.fresh().runtime());
        keys = new PgApiKeys(open.database());
    }

    @AfterAll
    void close() {
        open.close();
    }

    private static ApiKeyStore.Hashed key(
            Role role, List<String> namespaces, Instant created, Optional<Instant> expires) {
        ApiKeySecret secret = ApiKeySecret.generate(new SecureRandom());
        return new ApiKeyStore.Hashed(
                new ApiKey(
                        secret.id(), "a name", role, namespaces, created, expires, Optional.empty(), Optional.empty()),
                secret.sha256());
    }

    @Test
    void aKeyIsFoundAsItWasStored() {
        for (Role role : Role.values()) {
            ApiKeyStore.Hashed stored =
                    key(role, List.of("files", "mail"), CREATED, Optional.of(CREATED.plusSeconds(60)));
            Outcome.of(keys.insert(stored));

            ApiKeyStore.Hashed found = Outcome.of(keys.find(stored.key().id())).orElseThrow();
            assertThat(found.key()).isEqualTo(stored.key());
            assertThat(found.sha256()).isEqualTo(stored.sha256());
        }
    }

    @Test
    void anUnknownKeyIsAbsent() {
        assertThat(Outcome.of(keys.find("unknown"))).isEmpty();
        assertThat(Outcome.of(keys.find("nul\0"))).isEmpty();
        assertThat(Outcome.of(keys.revoke("unknown"))).isEmpty();
    }

    @Test
    void anIdIsStoredOnce() {
        ApiKeyStore.Hashed stored = key(Role.READER, List.of(), CREATED, Optional.empty());
        Outcome.of(keys.insert(stored));

        assertThat(Outcome.failureOf(keys.insert(stored))).hasMessageContaining("duplicate key");
    }

    @Test
    void aKeyIsRevokedOnceAndStaysSo() {
        ApiKeyStore.Hashed stored = key(Role.PUBLISHER, List.of(), CREATED, Optional.empty());
        Outcome.of(keys.insert(stored));

        ApiKey revoked = Outcome.of(keys.revoke(stored.key().id())).orElseThrow();
        assertThat(revoked.revokedAt())
                .hasValueSatisfying(time -> assertThat(time).isAfter(CREATED));
        assertThat(Outcome.of(keys.revoke(stored.key().id()))).contains(revoked);
        assertThat(Outcome.of(keys.find(stored.key().id())).orElseThrow().key()).isEqualTo(revoked);
    }

    @Test
    void theNewestKeysAreListedFirst() {
        ApiKeyStore.Hashed newest = key(Role.READER, List.of(), CREATED.plusSeconds(2_000), Optional.empty());
        ApiKeyStore.Hashed newer = key(Role.READER, List.of(), CREATED.plusSeconds(1_000), Optional.empty());
        Outcome.of(keys.insert(newer));
        Outcome.of(keys.insert(newest));

        assertThat(Outcome.of(keys.list(2))).containsExactly(newest.key(), newer.key());
    }

    @Test
    void theLastUseOnlyMovesForward() {
        ApiKeyStore.Hashed stored = key(Role.READER, List.of(), CREATED, Optional.empty());
        String id = stored.key().id();
        Outcome.of(keys.insert(stored));

        Outcome.of(keys.used(
                List.of(new ApiKeyStore.Use(id, CREATED.plusSeconds(60)), new ApiKeyStore.Use("unknown", CREATED))));
        Outcome.of(keys.used(List.of(new ApiKeyStore.Use(id, CREATED.plusSeconds(30)))));

        assertThat(Outcome.of(keys.find(id)).orElseThrow().key().lastUsedAt()).contains(CREATED.plusSeconds(60));
    }
}
