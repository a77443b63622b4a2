package org.actionregistry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An issuer of tokens on the loopback interface, with a key set that it serves and can change. To be closed. */
public final class TestIssuer implements AutoCloseable {
    public static final String ISSUER = "https://issuer.example";
    public static final String AUDIENCE = "action-registry";

    /** A key that the issuer signs with. */
    public record SigningKey(String kid, String algorithm, KeyPair pair) {
        /** A fresh key for RS256, ES256 or EdDSA. */
        public static SigningKey generate(String kid, String algorithm) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(
                        switch (algorithm) {
                            case "RS256" -> "RSA";
                            case "ES256" -> "EC";
                            default -> "Ed25519";
                        });
                if (algorithm.equals("RS256")) {
                    generator.initialize(2048);
                } else if (algorithm.equals("ES256")) {
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                }
                return new SigningKey(kid, algorithm, generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Its public half as a member of a key set (RFC 7517), without {@code alg}, which issuers often leave out. */
        public JsonObject jwk() {
            JsonObject jwk = new JsonObject().put("kid", kid).put("use", "sig");
            if (pair.getPublic() instanceof RSAPublicKey rsa) {
                return jwk.put("kty", "RSA")
                        .put("n", base64(unsigned(rsa.getModulus(), 256)))
                        .put("e", base64(rsa.getPublicExponent().toByteArray()));
            }
            if (pair.getPublic() instanceof ECPublicKey ec) {
                return jwk.put("kty", "EC")
                        .put("crv", "P-256")
                        .put("x", base64(unsigned(ec.getW().getAffineX(), 32)))
                        .put("y", base64(unsigned(ec.getW().getAffineY(), 32)));
            }
            // The key is what ends the encoding of Ed25519's SubjectPublicKeyInfo (RFC 8410).
            byte[] encoded = ((EdECPublicKey) pair.getPublic()).getEncoded();
            return jwk.put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put("x", base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
        }

        public byte[] sign(byte[] input) {
            try {
                Signature signature = Signature.getInstance(
                        switch (algorithm) {
                            case "RS256" -> "SHA256withRSA";
                            case "ES256" -> "SHA256withECDSAinP1363Format";
                            default -> "Ed25519";
                        });
                signature.initSign(pair.getPrivate());
                signature.update(input);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final HttpServer server;
    private final AtomicReference<@Nullable String> keySet = new AtomicReference<>();
    private final AtomicInteger asked = new AtomicInteger();

    private TestIssuer(HttpServer server) {
        this.server = server;
    }

    /** Starts one whose set has these keys. */
    public static TestIssuer of(SigningKey... keys) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            TestIssuer issuer = new TestIssuer(server);
            issuer.rotateTo(keys);
            server.createContext("/keys", exchange -> {
                issuer.asked.incrementAndGet();
                String document = issuer.keySet.get();
                byte[] body = (document == null ? "away" : document).getBytes(UTF_8);
                exchange.sendResponseHeaders(document == null ? 500 : 200, body.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on its set has these keys and no others. */
    public void rotateTo(SigningKey... keys) {
        serve(keySet(keys));
    }

    /** From now on it serves this document. */
    public void serve(String document) {
        keySet.set(document);
    }

    /** From now on it answers 500. */
    public void goAway() {
        keySet.set(null);
    }

    /** A key set. */
    public static String keySet(SigningKey... keys) {
        JsonArray set = new JsonArray();
        for (SigningKey key : keys) {
            set.add(key.jwk());
        }
        return new JsonObject().put("keys", set).encode();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    /** How often its set was asked for. */
    public int asked() {
        return asked.get();
    }

    /** Claims that are good for five minutes. */
    public static JsonObject claims(String subject) {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("iss", ISSUER)
                .put("sub", subject)
                .put("aud", new JsonArray().add("other").add(AUDIENCE))
                .put("iat", now)
                .put("exp", now + 300);
    }

    /** A token signed by a key, with the header that goes with it. */
    public static String token(SigningKey key, JsonObject claims) {
        return token(new JsonObject().put("alg", key.algorithm()).put("kid", key.kid()), claims, key);
    }

    /** A token with any header, signed by a key. */
    public static String token(JsonObject header, JsonObject claims, SigningKey key) {
        String input = base64(header.encode().getBytes(UTF_8)) + "."
                + base64(claims.encode().getBytes(UTF_8));
        return input + "." + base64(key.sign(input.getBytes(UTF_8)));
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        int used = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - used, padded, length - used, used);
        return padded;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
