package org.actionregistry.access.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.math.BigInteger;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Digest;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys at one time, and the tokens they have verified: both go together when the issuer changes its keys.
 *
 * <p>Each key is bound to one algorithm before any token is seen, and only the members that make up a public key of that
 * type are handed on. What else a set may carry could replace the key ({@code x5c}) or turn it into a shared secret.
 */
final class KeySet {
    private static final int DEPTH = 8;
    private static final int MOST_KEYS = 100;
    private static final int SHORTEST_RSA_BITS = 2048;
    private static final int VERIFIED_TOKENS = 10_000;
    private static final List<String> PUBLIC_MEMBERS = List.of("kty", "kid", "n", "e", "crv", "x", "y");

    private final Map<String, Map<Algorithm, JWTAuth>> keys;
    private final Cache<Digest, VerifiedToken> verified =
            Caffeine.newBuilder().maximumSize(VERIFIED_TOKENS).build();

    private KeySet(Map<String, Map<Algorithm, JWTAuth>> keys) {
        this.keys = keys;
    }

    /**
     * Reads a JWK set. Keys for other uses, of other kinds, without an id or too weak are left out.
     *
     * @throws IllegalArgumentException when the document is no set, or has no usable key
     * @throws org.actionregistry.json.InvalidJsonException when it is no JSON
     */
    static KeySet parse(Vertx vertx, TokenRules rules, byte[] document) {
        if (!(StrictJson.readObject(document, DEPTH).get("keys") instanceof List<?> listed)
                || listed.size() > MOST_KEYS) {
            throw new IllegalArgumentException("should be an object with at most " + MOST_KEYS + " 'keys'");
        }
        Map<String, Map<Algorithm, JWTAuth>> keys = new HashMap<>();
        for (Object element : listed) {
            if (element instanceof Map<?, ?> object) {
                @SuppressWarnings("unchecked") // StrictJson makes no other kind of map
                Map<String, @Nullable Object> key = (Map<String, @Nullable Object>) object;
                add(vertx, rules, key, keys);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("has no key for any of the accepted algorithms");
        }
        return new KeySet(keys);
    }

    private static void add(
            Vertx vertx,
            TokenRules rules,
            Map<String, @Nullable Object> key,
            Map<String, Map<Algorithm, JWTAuth>> keys) {
        Object use = key.get("use");
        if (!(key.get("kid") instanceof String kid) || use != null && !use.equals("sig") || isWeak(key)) {
            return;
        }
        Map<Algorithm, JWTAuth> verifiers = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : rules.algorithms()) {
            if (algorithm.fits(key)) {
                verifiers.put(algorithm, verifier(vertx, rules, key, algorithm));
            }
        }
        if (!verifiers.isEmpty()) {
            keys.put(kid, verifiers);
        }
    }

    private static boolean isWeak(Map<String, @Nullable Object> key) {
        return "RSA".equals(key.get("kty")) && rsaBits(key.get("n")) < SHORTEST_RSA_BITS;
    }

    private static int rsaBits(@Nullable Object modulus) {
        try {
            return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(modulus))).bitLength();
        } catch (IllegalArgumentException noBase64) {
            return 0;
        }
    }

    private static JWTAuth verifier(
            Vertx vertx, TokenRules rules, Map<String, @Nullable Object> key, Algorithm algorithm) {
        JsonObject jwk = new JsonObject().put("alg", algorithm.word());
        PUBLIC_MEMBERS.forEach(member -> {
            if (key.get(member) instanceof String text) {
                jwk.put(member, text);
            }
        });
        return JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addJwk(jwk)
                        .setJWTOptions(new JWTOptions()
                                .setIssuer(rules.issuer())
                                .addAudience(rules.audience())
                                .setLeeway(Math.toIntExact(rules.leeway().toSeconds()))));
    }

    /** What verifies tokens of this key and algorithm; empty where the issuer has no such key. */
    Optional<JWTAuth> verifier(String kid, Algorithm algorithm) {
        return Optional.ofNullable(keys.getOrDefault(kid, Map.of()).get(algorithm));
    }

    Optional<VerifiedToken> verified(Digest token) {
        return Optional.ofNullable(verified.getIfPresent(token));
    }

    void remember(Digest token, VerifiedToken outcome) {
        verified.put(token, outcome);
    }

    int size() {
        return keys.size();
    }
}
