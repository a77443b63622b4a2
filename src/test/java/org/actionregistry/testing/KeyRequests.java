package org.actionregistry.testing;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.signing.KeyId;

/** The requests about signing keys, as an administrator sends them. */
public record KeyRequests(RegistryHttp http) {
    /** Adds a key, with the challenge asked for here as well, and insists that it is new. */
    public Answer added(TestSigner signer) {
        return add(signer, challenge(signer)).expect(201);
    }

    /** Asks for a challenge and insists on getting it. */
    public KeyChallenge challenge(TestSigner signer) {
        return parse(http.post(
                        "/key-challenges",
                        candidate(signer.kid().value(), signer.key().publicKey().toString())
                                .encode())
                .expect(201)
                .json());
    }

    public static JsonObject candidate(String kid, String publicKey) {
        return new JsonObject().put("kid", kid).put("public_key", publicKey);
    }

    private static KeyChallenge parse(JsonObject answer) {
        KeyChallenge challenge = new KeyChallenge(
                new KeyId(answer.getString("kid")),
                Ed25519PublicKey.parse(answer.getString("public_key")),
                Base64Text.decode(answer.getString("nonce")),
                Instant.parse(answer.getString("expires_at")));
        if (!challenge.message().equals(answer.getString("message"))) {
            throw new AssertionError("the message is not made of the parts: " + answer.encode());
        }
        return challenge;
    }

    /** Answers a challenge with that key. */
    public Answer add(TestSigner signer, KeyChallenge challenge) {
        return http.post("/keys", addition(signer, challenge).encode());
    }

    /** The body of a request that adds a key. */
    public static JsonObject addition(TestSigner signer, KeyChallenge challenge) {
        return candidate(signer.kid().value(), signer.key().publicKey().toString())
                .put("nonce", Base64Text.encode(challenge.nonce()))
                .put("signature", challenge.sign(signer.key()));
    }

    public Answer retire(TestSigner signer) {
        return http.send("POST", "/keys/" + signer.kid() + "/retire", BodyPublishers.noBody());
    }

    /** @param body JSON */
    public Answer revoke(TestSigner signer, String body) {
        return http.post("/keys/" + signer.kid() + "/revoke", body);
    }
}
