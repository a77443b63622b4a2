package org.actionregistry.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.RevocationReason;
import org.jspecify.annotations.Nullable;

/**
 * Trust in a key is withdrawn.
 *
 * @param configured whether it came from the configuration, so that no entry has added it
 * @param compromisedSince what was logged before this moment stands, in spite of a compromise; empty when that is not known
 */
public record KeyRevoked(
        KeyId kid,
        Ed25519PublicKey publicKey,
        boolean configured,
        RevocationReason reason,
        Optional<Instant> compromisedSince)
        implements RegistryChange {
    public static final String TYPE = "key.revoked";

    static KeyRevoked of(EntryBody body) {
        return new KeyRevoked(
                body.kid(),
                body.publicKey(),
                body.flag("configured"),
                RevocationReason.ofWord(body.text("reason")),
                body.optionalTime("compromised_since"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String target() {
        return kid.value();
    }

    @Override
    public Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("kid", kid.value());
        body.put("public_key", Base64Text.encode(publicKey.bytes()));
        if (configured) {
            body.put("configured", true);
        }
        body.put("reason", reason.word());
        compromisedSince.ifPresent(time -> body.put("compromised_since", time.toString()));
        return body;
    }
}
