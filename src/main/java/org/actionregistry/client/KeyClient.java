package org.actionregistry.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.RevocationReason;
import org.jspecify.annotations.Nullable;

/** The signing keys of one registry. Thread-safe; fails as {@link RegistryClient} does. */
public final class KeyClient {
    /**
     * When a key may sign.
     *
     * @param notBefore empty for at once
     * @param notAfter empty for ever
     */
    public record Window(Optional<Instant> notBefore, Optional<Instant> notAfter) {}

    private static final String KEYS = "/keys";
    private static final String CHALLENGES = "/key-challenges";

    private final Transport transport;

    public KeyClient(ClientSettings settings) {
        this.transport = new Transport(settings);
    }

    /** All keys, by kid. */
    public List<RegistryKey> keys() {
        return answer(
                KEYS,
                transport.get(KEYS, "application/json"),
                page -> page.objects("items").stream().map(RegistryKey::of).toList());
    }

    public RegistryKey key(KeyId kid) {
        return answer(path(kid), transport.get(path(kid), "application/json"), RegistryKey::of);
    }

    /**
     * Asks for the challenge to a new key.
     *
     * @throws MalformedAnswer also when the registry answers for another key
     */
    public KeyChallenge challenge(KeyId kid, Ed25519PublicKey publicKey) {
        return answer(CHALLENGES, transport.post(CHALLENGES, json(candidate(kid, publicKey))), challenge -> {
            if (!challenge.text("kid").equals(kid.value())
                    || !challenge.text("public_key").equals(publicKey.toString())) {
                throw new IllegalArgumentException("the challenge is for another key");
            }
            return new KeyChallenge(
                    kid, publicKey, Base64Text.decode(challenge.text("nonce")), challenge.time("expires_at"));
        });
    }

    /**
     * Adds a key.
     *
     * @param nonce that of its challenge
     * @param signature the key's, of the challenge, as {@code base64:...}
     */
    public RegistryKey add(KeyId kid, Ed25519PublicKey publicKey, String nonce, String signature, Window window) {
        Map<String, @Nullable Object> body = candidate(kid, publicKey);
        body.put("nonce", nonce);
        body.put("signature", signature);
        window.notBefore().ifPresent(time -> body.put("not_before", time.toString()));
        window.notAfter().ifPresent(time -> body.put("not_after", time.toString()));
        return answer(KEYS, transport.post(KEYS, json(body)), RegistryKey::of);
    }

    /** Asks for the challenge, answers it and adds the key. */
    public RegistryKey add(Signer signer, Window window) {
        KeyChallenge challenge = challenge(signer.kid(), signer.key().publicKey());
        return add(
                challenge.kid(),
                challenge.publicKey(),
                Base64Text.encode(challenge.nonce()),
                challenge.sign(signer.key()),
                window);
    }

    public RegistryKey retire(KeyId kid) {
        String path = path(kid) + "/retire";
        return answer(path, transport.post(path), RegistryKey::of);
    }

    /** @param compromisedSince what was published before it stands; for the compromising reasons only */
    public RegistryKey revoke(KeyId kid, RevocationReason reason, Optional<Instant> compromisedSince) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("reason", reason.word());
        compromisedSince.ifPresent(time -> body.put("compromised_since", time.toString()));
        String path = path(kid) + "/revoke";
        return answer(path, transport.post(path, json(body)), RegistryKey::of);
    }

    private static Map<String, @Nullable Object> candidate(KeyId kid, Ed25519PublicKey publicKey) {
        Map<String, @Nullable Object> candidate = new LinkedHashMap<>();
        candidate.put("kid", kid.value());
        candidate.put("public_key", publicKey.toString());
        return candidate;
    }

    private static byte[] json(Map<String, @Nullable Object> members) {
        return CanonicalJson.encode(members);
    }

    private static String path(KeyId kid) {
        return KEYS + "/" + kid;
    }

    private static <T> T answer(String path, CompletableFuture<byte[]> answer, Function<JsonMembers, T> reader) {
        return Transport.joined(answer.thenApply(body -> RegistryClient.parsed(path, body, reader)));
    }
}
