package org.actionregistry.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * A key is trusted from this entry on.
 *
 * @param notBefore the first moment at which it may sign; empty for at once
 * @param notAfter the moment from which it may not sign; empty for never
 */
public record KeyAdded(KeyId kid, Ed25519PublicKey publicKey, Optional<Instant> notBefore, Optional<Instant> notAfter)
        implements RegistryChange {
    public static final String TYPE = "key.added";

    static KeyAdded of(EntryBody body) {
        return new KeyAdded(
                body.kid(), body.publicKey(), body.optionalTime("not_before"), body.optionalTime("not_after"));
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
        body.put("alg", "ed25519");
        body.put("public_key", Base64Text.encode(publicKey.bytes()));
        notBefore.ifPresent(time -> body.put("not_before", time.toString()));
        notAfter.ifPresent(time -> body.put("not_after", time.toString()));
        return body;
    }
}
