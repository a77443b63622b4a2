package org.actionregistry.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * A key signs nothing more from this entry on; what it has signed stands.
 *
 * @param configured whether it came from the configuration, so that no entry has added it
 */
public record KeyRetired(KeyId kid, Ed25519PublicKey publicKey, boolean configured) implements RegistryChange {
    public static final String TYPE = "key.retired";

    static KeyRetired of(EntryBody body) {
        return new KeyRetired(body.kid(), body.publicKey(), body.flag("configured"));
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
        return body;
    }
}
