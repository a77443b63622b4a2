package org.actionregistry.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.InvalidManifestException;
import org.actionregistry.action.Manifest;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * Signs manifests with one key.
 *
 * @param kid the name under which registries trust the key
 */
public record Signer(KeyId kid, Ed25519PrivateKey key) {
    /**
     * Signs a manifest with its coordinate written into it, so that it cannot be filed under another one.
     *
     * @return a record whose signature is Ed25519 over the 32 digest bytes of the canonical form
     * @throws IllegalArgumentException when the manifest names itself otherwise
     * @throws InvalidManifestException when the coordinate makes it too large
     */
    public SignedRecord sign(Manifest manifest, Coordinate coordinate) {
        refuseOther("name", manifest.name(), coordinate.name().value());
        refuseOther("version", manifest.version(), coordinate.version().toString());
        Map<String, @Nullable Object> values = new LinkedHashMap<>(manifest.values());
        values.put("name", coordinate.name().value());
        values.put("version", coordinate.version().toString());
        return sign(Manifest.of(values), coordinate, values);
    }

    private SignedRecord sign(Manifest named, Coordinate coordinate, Map<String, @Nullable Object> values) {
        String sig = Base64Text.encode(key.sign(named.digest().bytes()));
        return new SignedRecord(
                coordinate,
                values,
                named.canonical(),
                named.digest().toString(),
                Optional.of(new DetachedSignature(DetachedSignature.ED25519, kid.value(), sig)));
    }

    private static void refuseOther(String field, Optional<String> own, String given) {
        if (own.isPresent() && !own.get().equals(given)) {
            throw new IllegalArgumentException(
                    "the manifest's own " + field + " is \"" + own.get() + "\", not \"" + given + "\"");
        }
    }
}
