package org.actionregistry.client;

import java.util.Map;
import java.util.Optional;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;

/** A signing key as the registry describes it. */
public final class RegistryKey {
    private final JsonMembers answer;
    private final KeyId kid;
    private final Ed25519PublicKey publicKey;

    private RegistryKey(JsonMembers answer) {
        this.answer = answer;
        this.kid = new KeyId(answer.text("kid"));
        this.publicKey = Ed25519PublicKey.parse(answer.text("public_key"));
    }

    static RegistryKey of(JsonMembers answer) {
        return new RegistryKey(answer);
    }

    public KeyId kid() {
        return kid;
    }

    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    /** {@code active}, {@code not_yet_valid}, {@code expired}, {@code retired} or {@code revoked}. */
    public String state() {
        return answer.text("state");
    }

    /** {@code configuration} or {@code api}. */
    public String source() {
        return answer.text("source");
    }

    /** A member that may be null, such as {@code not_after} or {@code revocation_reason}. */
    public Optional<String> optionalText(String member) {
        return answer.optionalText(member);
    }

    /** Everything the registry said: an entry of a list of trusted keys. */
    public Map<String, @Nullable Object> json() {
        return answer.values();
    }
}
