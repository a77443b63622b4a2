package org.actionregistry.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.failure.RateLimited;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.testing.Outcome;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private static final String BOOTSTRAP = "a bootstrap key";
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** Keys in memory, with a count of what it was asked, and answers that can be held back. */
    private static final class Store implements ApiKeyStore {
        private final Map<String, Hashed> keys = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private final List<Use> uses = new ArrayList<>();
        private Optional<Promise<Void>> held = Optional.empty();
        private boolean away;

        @Override
        public Future<Optional<Hashed>> find(String id) {
            asked.add(id);
            if (away) {
                return Future.failedFuture(new Unavailable("away", 1));
            }
            Optional<Hashed> found = Optional.ofNullable(keys.get(id));
            return held.map(promise -> promise.future().map(go -> found))
                    .orElseGet(() -> Future.succeededFuture(found));
        }

        @Override
        public Future<Void> insert(Hashed key) {
            keys.put(key.key().id(), key);
            return Future.succeededFuture();
        }

        @Override
        public Future<List<ApiKey>> list(int limit) {
            return Future.succeededFuture(
                    keys.values().stream().map(Hashed::key).toList());
        }

        @Override
        public Future<Optional<ApiKey>> revoke(String id) {
            return Future.succeededFuture(Optional.ofNullable(keys.remove(id)).map(Hashed::key));
        }

        @Override
        public Future<Void> used(List<Use> some) {
            if (away) {
                return Future.failedFuture(new Unavailable("away", 1));
            }
            uses.addAll(some);
            return Future.succeededFuture();
        }
    }

    private final Store store = new Store();
    private final KeyUse use = new KeyUse(store, CLOCK);
    private final Authentication authentication = limited(Rate.UNLIMITED);

    private Authentication limited(Rate failures) {
        return new Authentication(
                Optional.of(BOOTSTRAP), store, Optional.empty(), new GuessLimit(failures), use, CLOCK);
    }

    private ApiKeySecret issue(Optional<Instant> expiry) {
        ApiKeySecret secret = ApiKeySecret.generate(new SecureRandom());
        ApiKey key = new ApiKey(
                secret.id(), "a key", Role.READER, List.of(), NOW, expiry, Optional.empty(), Optional.empty());
        Outcome.of(store.insert(new ApiKeyStore.Hashed(key, secret.sha256())));
        return secret;
    }

    private static Credential credential(String text) {
        return new Credential(text, true);
    }

    private Optional<Principal> present(String text) {
        return present(authentication, text);
    }

    private static Optional<Principal> present(Authentication authentication, String text) {
        return Outcome.of(authentication.authenticate(credential(text), () -> "192.0.2.1"));
    }

    private static Throwable failure(Authentication authentication, String text, String address) {
        return Outcome.failureOf(authentication.authenticate(credential(text), () -> address));
    }

    @Test
    void aKeyWithAWrongChecksumIsRefusedWithoutAskingTheStore() {
        String key = issue(Optional.empty()).reveal();
        char last = key.charAt(key.length() - 1);

        assertThat(present(key.substring(0, key.length() - 1) + (last == '0' ? '1' : '0')))
                .isEmpty();
        assertThat(store.asked).isEmpty();
        assertThat(present(key)).isPresent();
    }

    @Test
    void aKeyOfAnIdThatExistsNeedsTheRightSecretToo() {
        ApiKeySecret key = issue(Optional.empty());
        ApiKeySecret other = ApiKeySecret.generate(new SecureRandom());
        store.keys.computeIfPresent(key.id(), (id, stored) -> new ApiKeyStore.Hashed(stored.key(), other.sha256()));

        assertThat(present(key.reveal())).isEmpty();
    }

    @Test
    void aKeyInUseIsAskedForOnceInAWhile() {
        String key = issue(Optional.empty()).reveal();
        for (int i = 0; i < 100; i++) {
            assertThat(present(key)).isPresent();
        }
        assertThat(store.asked).hasSizeLessThan(10);
    }

    @Test
    void whatWasLookedUpBeforeARevocationIsNotBelievedAfterIt() {
        ApiKeySecret key = issue(Optional.empty());
        Promise<Void> answer = Promise.promise();
        store.held = Optional.of(answer);
        Future<Optional<Principal>> underWay = authentication.authenticate(credential(key.reveal()), () -> "192.0.2.1");

        authentication.forget(key.id());
        answer.complete();

        assertThat(Outcome.of(underWay)).isEmpty();
        store.held = Optional.empty();
        assertThat(present(key.reveal())).isEmpty();
    }

    @Test
    void anExpiredKeyOpensNothing() {
        assertThat(present(issue(Optional.of(NOW)).reveal())).isEmpty();
        assertThat(present(issue(Optional.of(NOW.plusSeconds(1))).reveal())).isPresent();
    }

    @Test
    void aTokenOpensNothingWhereNoneIsAccepted() {
        assertThat(present("eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.AA")).isEmpty();
    }

    @Test
    void aGuesserIsStoppedEvenWithTheRightGuess() {
        Authentication strict = limited(Rate.perMinute(3));
        for (int i = 0; i < 3; i++) {
            assertThat(present(strict, "guess " + i)).isEmpty();
        }

        assertThat(failure(strict, BOOTSTRAP, "192.0.2.1")).isInstanceOfSatisfying(RateLimited.class, refused -> {
            assertThat(refused.retryAfterSeconds()).isBetween(1L, 20L);
            assertThat(refused.details()).containsEntry("scope", "authentication");
        });
        assertThat(Outcome.of(strict.authenticate(credential(BOOTSTRAP), () -> "192.0.2.2")))
                .as("from another address")
                .isPresent();
    }

    @Test
    void aGuesserDoesNotLockOutANeighbourWhoseKeyIsKnownToBeGood() {
        Authentication strict = limited(Rate.perMinute(1));
        assertThat(present(strict, BOOTSTRAP)).isPresent();
        String key = issue(Optional.empty()).reveal();
        assertThat(present(strict, key)).isPresent();

        assertThat(present(strict, "guess")).isEmpty();
        assertThat(failure(strict, "guess", "192.0.2.1")).isInstanceOf(RateLimited.class);

        assertThat(present(strict, BOOTSTRAP)).isPresent();
        assertThat(present(strict, key)).isPresent();
    }

    @Test
    void guessesThatAreUnderWayCount() {
        Authentication strict = limited(Rate.perMinute(2));
        Promise<Void> answer = Promise.promise();
        store.held = Optional.of(answer);
        List<Future<Optional<Principal>>> guesses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String guess = ApiKeySecret.generate(new SecureRandom()).reveal();
            guesses.add(strict.authenticate(credential(guess), () -> "192.0.2.1"));
        }
        answer.complete();

        assertThat(guesses).filteredOn(Future::failed).hasSize(3);
        assertThat(store.asked).hasSize(2);
    }

    @Test
    void whatCannotBeLookedUpIsNoBadGuess() {
        Authentication strict = limited(Rate.perMinute(1));
        String key = issue(Optional.empty()).reveal();
        store.away = true;
        for (int i = 0; i < 3; i++) {
            assertThat(failure(strict, key, "192.0.2.1")).isInstanceOf(Unavailable.class);
        }
        store.away = false;
        assertThat(present(strict, key)).isPresent();
    }

    @Test
    void theUseOfAKeyIsWrittenDownOnceAFlush() {
        ApiKeySecret key = issue(Optional.empty());
        present(key.reveal());
        present(key.reveal());
        assertThat(store.uses).as("nothing is written on a request's path").isEmpty();

        store.away = true;
        Outcome.of(use.flush());
        store.away = false;
        Outcome.of(use.flush());
        Outcome.of(use.flush());

        assertThat(store.uses).containsExactly(new ApiKeyStore.Use(key.id(), NOW));
    }

    @Test
    void aKeyIsBelievedForLessThanASecond() {
        assertThat(Authentication.REMEMBERED).isLessThan(Duration.ofSeconds(1));
    }

    /** Time is no measure on a busy machine, so this looks at what the comparison is made with. */
    @Test
    void secretsAreComparedInConstantTime() {
        JavaClasses access = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.actionregistry.access");
        assertThat(access.get(Authentication.class).getMethodCallsFromSelf())
                .as("the bootstrap key, and a stored one")
                .filteredOn(call -> call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                        && call.getName().equals("isEqual"))
                .hasSize(2);
        noClasses()
                .that()
                .resideInAPackage("org.actionregistry.access")
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .check(access);
    }
}
