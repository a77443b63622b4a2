package org.actionregistry.access.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.testing.TestIssuer.AUDIENCE;
import static org.actionregistry.testing.TestIssuer.ISSUER;
import static org.actionregistry.testing.TestIssuer.base64;
import static org.actionregistry.testing.TestIssuer.claims;
import static org.actionregistry.testing.TestIssuer.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.actionregistry.access.Principal;
import org.actionregistry.access.Role;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.signing.Digest;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.TestIssuer;
import org.actionregistry.testing.TestIssuer.SigningKey;
import org.actionregistry.verification.VerificationPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {
    private static final SigningKey RSA = SigningKey.generate("rsa", "RS256");
    private static final SigningKey EC = SigningKey.generate("ec", "ES256");
    private static final SigningKey ED = SigningKey.generate("ed", "EdDSA");
    private static final Duration SELDOM = Duration.ofHours(1);

    private static final TokenRules RULES = rules(Map.of(), Optional.of("spaces"));

    private static Vertx vertx;
    private static VerificationPool workers;

    private TestIssuer issuer;
    private IssuerKeys keys;

    private static TokenRules rules(Map<String, Role> roles, Optional<String> namespacesClaim) {
        return new TokenRules(
                ISSUER,
                AUDIENCE,
                Set.of(Algorithm.RS256, Algorithm.ES256, Algorithm.EDDSA),
                Duration.ofSeconds(10),
                "realm.roles",
                roles,
                namespacesClaim);
    }

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        workers = new VerificationPool(vertx, 2, 100);
    }

    @AfterAll
    static void close() {
        workers.close();
        Outcome.of(vertx.close());
    }

    @BeforeEach
    void startIssuer() {
        issuer = TestIssuer.of(RSA, EC, ED);
        keys = keys(RULES, SELDOM);
        Outcome.of(keys.start());
    }

    @AfterEach
    void stopIssuer() {
        keys.close();
        issuer.close();
    }

    private IssuerKeys keys(TokenRules rules, Duration pause) {
        return new IssuerKeys(vertx, new KeySetUrl(vertx, URI.create(issuer.url())), rules, SELDOM, pause);
    }

    private Optional<Principal> bearerOf(String token) {
        return bearerOf(token, RULES, Clock.systemUTC());
    }

    private Optional<Principal> bearerOf(String token, TokenRules rules, Clock clock) {
        return Outcome.of(
                new BearerTokens(rules, keys, workers, clock).authenticate(token, Digest.of(token.getBytes(UTF_8))));
    }

    private Throwable failureOf(String token, TokenRules rules) {
        return Outcome.failureOf(new BearerTokens(rules, keys, workers, Clock.systemUTC())
                .authenticate(token, Digest.of(token.getBytes(UTF_8))));
    }

    private static JsonObject reader() {
        return withRoles("reader");
    }

    private static JsonObject withRoles(String... roles) {
        return claims("alice").put("realm", new JsonObject().put("roles", new JsonArray(List.of(roles))));
    }

    @Test
    void aTokenOfTheIssuerNamesItsBearer() {
        for (SigningKey key : List.of(RSA, EC, ED)) {
            assertThat(bearerOf(token(key, reader())))
                    .as(key.algorithm())
                    .contains(new Principal(ISSUER + "#alice", "alice", Role.READER, List.of()));
        }
        assertThat(bearerOf(token(RSA, reader())).orElseThrow().credential()).isEqualTo("token");
    }

    /** Each is a good token but for one thing. */
    @TestFactory
    Stream<DynamicTest> refuses() throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", "rsa");
        String good = token(RSA, reader());
        String payload = good.split("\\.", -1)[1];
        return Map.ofEntries(
                        Map.entry("alg none", unsigned("none", payload)),
                        Map.entry(
                                "alg none with a signature", token(header.copy().put("alg", "none"), reader(), RSA)),
                        Map.entry("alg None", token(header.copy().put("alg", "None"), reader(), RSA)),
                        Map.entry("an unsigned token", unsigned("RS256", payload)),
                        Map.entry("HS256 with the public key as its secret", withPublicKeyAsSecret(payload)),
                        Map.entry(
                                "an algorithm that is not pinned",
                                token(header.copy().put("alg", "RS512"), reader(), RSA)),
                        Map.entry("another key's algorithm", token(header.copy().put("alg", "ES256"), reader(), RSA)),
                        Map.entry("another key's id", token(header.copy().put("kid", "ec"), reader(), RSA)),
                        Map.entry("no key id", token(new JsonObject().put("alg", "RS256"), reader(), RSA)),
                        Map.entry(
                                "a key of its own",
                                token(header.copy().put("kid", "mine").put("jwk", RSA.jwk()), reader(), RSA)),
                        Map.entry(
                                "a critical extension",
                                token(header.copy().put("crit", new JsonArray().add("b64")), reader(), RSA)),
                        Map.entry("another signer", token(SigningKey.generate("rsa", "RS256"), reader())),
                        Map.entry(
                                "a changed payload",
                                good.replace(
                                        payload,
                                        base64(reader().put("sub", "eve")
                                                .toBuffer()
                                                .getBytes()))),
                        Map.entry("another audience", token(RSA, reader().put("aud", "other"))),
                        Map.entry("no audience", token(RSA, without("aud"))),
                        Map.entry("another issuer", token(RSA, reader().put("iss", ISSUER + "/"))),
                        Map.entry("no issuer", token(RSA, without("iss"))),
                        Map.entry("an end in the past", token(RSA, reader().put("exp", now - 11))),
                        Map.entry("no end", token(RSA, without("exp"))),
                        Map.entry("an end that is text", token(RSA, reader().put("exp", "never"))),
                        Map.entry("a start in the future", token(RSA, reader().put("nbf", now + 60))),
                        Map.entry("an issue in the future", token(RSA, reader().put("iat", now + 60))),
                        Map.entry("no subject", token(RSA, without("sub"))),
                        Map.entry("a subject with a line feed", token(RSA, reader().put("sub", "a\nb"))),
                        Map.entry("a subject without end", token(RSA, reader().put("sub", "a".repeat(256)))),
                        Map.entry("no JSON", base64("{".getBytes(UTF_8)) + "." + payload + ".AAAA"),
                        Map.entry("a claim given twice", twice()))
                .entrySet()
                .stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.getKey(), () -> assertThat(bearerOf(one.getValue())).isEmpty()));
    }

    private static JsonObject without(String claim) {
        JsonObject claims = reader();
        claims.remove(claim);
        return claims;
    }

    private static String unsigned(String algorithm, String payload) {
        return base64(new JsonObject()
                        .put("alg", algorithm)
                        .put("kid", "rsa")
                        .toBuffer()
                        .getBytes()) + "." + payload + ".AA";
    }

    private static String withPublicKeyAsSecret(String payload) throws GeneralSecurityException {
        String input = base64(new JsonObject()
                        .put("alg", "HS256")
                        .put("kid", "rsa")
                        .toBuffer()
                        .getBytes()) + "." + payload;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RSA.pair().getPublic().getEncoded(), "HmacSHA256"));
        return input + "." + base64(mac.doFinal(input.getBytes(UTF_8)));
    }

    private static String twice() {
        String input = base64("{\"alg\":\"RS256\",\"kid\":\"rsa\"}".getBytes(UTF_8)) + "."
                + base64(reader().encode()
                        .replaceFirst("\\{", "{\"sub\":\"eve\",")
                        .getBytes(UTF_8));
        return input + "." + base64(RSA.sign(input.getBytes(UTF_8)));
    }

    @Test
    void theClocksMayDifferByTheLeeway() {
        long now = Instant.now().getEpochSecond();
        assertThat(bearerOf(token(RSA, reader().put("exp", now - 5)))).isPresent();
        assertThat(bearerOf(token(RSA, reader().put("nbf", now + 5)))).isPresent();
    }

    @Test
    void aTokenThatWasVerifiedOnceStillEnds() {
        String token = token(RSA, reader());
        assertThat(bearerOf(token)).isPresent();

        assertThat(bearerOf(token, RULES, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6))))
                .isEmpty();
    }

    @Test
    void theGreatestRoleCounts() {
        assertThat(bearerOf(token(RSA, withRoles("reader", "admin", "nonsense", "auditor"))))
                .map(Principal::role)
                .contains(Role.ADMIN);
    }

    @Test
    void aTokenWithoutARoleIsGoodForNothing() {
        for (JsonObject claims : List.of(claims("alice"), withRoles(), withRoles("ADMIN", "root"))) {
            assertThat(failureOf(token(RSA, claims), RULES))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }
    }

    @Test
    void theOperatorsMapDecidesWhatARoleIsCalled() {
        TokenRules mapped = rules(Map.of("team-tools", Role.MAINTAINER), Optional.empty());
        assertThat(bearerOf(token(RSA, withRoles("team-tools")), mapped, Clock.systemUTC()))
                .map(Principal::role)
                .contains(Role.MAINTAINER);
        assertThat(failureOf(token(RSA, withRoles("admin")), mapped)).isInstanceOf(Refused.class);
    }

    @Test
    void aPublisherWritesWhereItsTokenSays() {
        JsonObject publisher = withRoles("publisher");
        assertThat(bearerOf(token(
                        RSA,
                        publisher
                                .copy()
                                .put("spaces", new JsonArray().add("files").add("web")))))
                .map(Principal::namespaces)
                .contains(List.of("files", "web"));
        assertThat(bearerOf(token(RSA, publisher.copy().put("spaces", "files web"))))
                .map(Principal::namespaces)
                .contains(List.of("files", "web"));
        assertThat(bearerOf(token(RSA, publisher.copy().put("spaces", "*"))))
                .map(Principal::namespaces)
                .contains(List.of());
    }

    @Test
    void aPublisherWhoseTokenNamesNoNamespaceWritesNowhere() {
        JsonObject publisher = withRoles("publisher");
        for (Object nothing : List.of("", new JsonArray(), new JsonObject(), 7, "../x", "A")) {
            assertThat(failureOf(token(RSA, publisher.copy().put("spaces", nothing)), RULES))
                    .as("spaces: " + nothing)
                    .isInstanceOf(Refused.class);
        }
        assertThat(failureOf(token(RSA, publisher), RULES)).hasMessageContaining("spaces");
    }

    @Test
    void anUnknownKeyIdHasTheSetReadOnceAndNotAgainForAWhile() {
        SigningKey next = SigningKey.generate("next", "EdDSA");
        assertThat(bearerOf(token(next, reader()))).isEmpty();
        assertThat(issuer.asked()).isEqualTo(2);

        issuer.rotateTo(next);

        assertThat(bearerOf(token(next, reader()))).isEmpty();
        assertThat(bearerOf(token(SigningKey.generate("more", "EdDSA"), reader())))
                .isEmpty();
        assertThat(issuer.asked()).as("asked again only after the pause").isEqualTo(2);
    }

    @Test
    void aRotationIsFollowedAndAKeyThatIsGoneIsGone() {
        SigningKey next = SigningKey.generate("next", "ES256");
        String old = token(RSA, reader());
        assertThat(bearerOf(old)).isPresent();

        issuer.rotateTo(next);

        assertThat(bearerOf(token(next, reader()))).isPresent();
        assertThat(bearerOf(old)).isEmpty();
    }

    /** What began before the issuer rotated may well come after it. */
    @Test
    void aKeyThatTheReadingUnderWayHasMissedIsFoundByTheNextOne() {
        List<Promise<byte[]>> readings = new ArrayList<>();
        IssuerKeys slow = new IssuerKeys(
                vertx,
                () -> {
                    readings.add(Promise.promise());
                    return readings.get(readings.size() - 1).future();
                },
                RULES,
                SELDOM,
                SELDOM);
        Future<Void> started = slow.start();
        Future<Optional<KeySet>> first = slow.afresh();
        Future<Optional<KeySet>> second = slow.afresh();
        assertThat(readings).hasSize(1);

        readings.get(0).complete(TestIssuer.keySet(RSA).getBytes(UTF_8));
        assertThat(started.succeeded()).isTrue();
        assertThat(readings).hasSize(2);
        Future<Optional<KeySet>> third = slow.afresh();
        readings.get(1).complete(TestIssuer.keySet(RSA, EC).getBytes(UTF_8));

        for (Future<Optional<KeySet>> asked : List.of(first, second, third)) {
            assertThat(Outcome.of(asked).orElseThrow().size()).isEqualTo(2);
        }
        assertThat(Outcome.of(slow.afresh()).orElseThrow().size()).isEqualTo(2);
        assertThat(readings).as("asked again only after the pause").hasSize(2);
        slow.close();
    }

    @Test
    void anIssuerThatIsAwayLeavesItsKeysInForce() {
        issuer.goAway();

        assertThat(bearerOf(token(SigningKey.generate("next", "EdDSA"), reader())))
                .isEmpty();
        assertThat(bearerOf(token(EC, reader()))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[7]}", "<html>"})
    void aSetThatIsNoneLeavesTheKeysInForce(String document) {
        issuer.serve(document);

        assertThat(bearerOf(token(SigningKey.generate("next", "EdDSA"), reader())))
                .isEmpty();
        assertThat(bearerOf(token(ED, reader()))).isPresent();
    }

    @Test
    void whileNoKeyWasEverReadNobodyIsRefusedForGood() {
        issuer.goAway();
        IssuerKeys none = keys(RULES, SELDOM);
        String token = token(RSA, reader());

        assertThat(Outcome.failureOf(new BearerTokens(RULES, none, workers, Clock.systemUTC())
                        .authenticate(token, Digest.of(token.getBytes(UTF_8)))))
                .isInstanceOf(Unavailable.class);
    }

    /** What else a set can carry must not become a way in. */
    @Test
    void keysForOtherUsesSharedSecretsAndWeakKeysAreLeftOut() {
        JsonArray set = new JsonArray()
                .add(RSA.jwk())
                .add(EC.jwk().put("use", "enc"))
                .add(ED.jwk().put("alg", "ES256"))
                .add(new JsonObject().put("kid", "secret").put("kty", "oct").put("k", base64(new byte[32])))
                .add(new JsonObject()
                        .put("kid", "weak")
                        .put("kty", "RSA")
                        .put("e", "AQAB")
                        .put("n", base64(new byte[] {1, 2, 3})))
                .add(new JsonObject()
                        .put("kid", "broken")
                        .put("kty", "RSA")
                        .put("e", "AQAB")
                        .put("n", "!"))
                .add(new JsonObject()
                        .put("kid", "nowhere")
                        .put("kty", "EC")
                        .put("crv", "P-256")
                        .put("x", "AA")
                        .put("y", "AA"));
        KeySet read = KeySet.parse(
                vertx, RULES, new JsonObject().put("keys", set).toBuffer().getBytes());

        assertThat(read.verifier("rsa", Algorithm.RS256)).isPresent();
        for (String kid : List.of("ec", "ed", "secret", "weak", "broken")) {
            for (Algorithm algorithm : Algorithm.values()) {
                assertThat(read.verifier(kid, algorithm))
                        .as(kid + " " + algorithm)
                        .isEmpty();
            }
        }
    }

    /** The library accepts unsigned tokens where it could read no key; here they are never handed to it. */
    @Test
    void aKeyThatTheLibraryCannotReadVerifiesNothing() {
        issuer.serve(new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kid", "rsa")
                                        .put("kty", "EC")
                                        .put("crv", "P-256")
                                        .put("x", "AA")))
                .encode());
        IssuerKeys broken = keys(RULES, SELDOM);
        Outcome.of(broken.start());
        String payload = token(RSA, reader()).split("\\.", -1)[1];
        for (String token : List.of(
                token(new JsonObject().put("alg", "ES256").put("kid", "rsa"), reader(), EC),
                unsigned("none", payload))) {
            assertThat(Outcome.of(new BearerTokens(RULES, broken, workers, Clock.systemUTC())
                            .authenticate(token, Digest.of(token.getBytes(UTF_8)))))
                    .isEmpty();
        }
        broken.close();
    }
}
