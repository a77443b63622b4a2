package org.actionregistry.journal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.Manifest;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Seal;
import org.jspecify.annotations.Nullable;

/**
 * A version enters the registry. The same transaction stores the version itself: a version exists if and only if this
 * entry does.
 *
 * @param hash the digest the publisher signed; that of the manifest unless an unverified record is imported
 * @param signature empty only for an unverified import
 * @param seal kept beside the version, not in the log; empty for what nobody here has verified
 */
public record VersionPublished(
        Coordinate coordinate,
        Manifest manifest,
        String hash,
        Optional<DetachedSignature> signature,
        Optional<Seal> seal)
        implements JournalEntry {
    public static final String TYPE = "version.published";

    /** Without a seal. */
    public VersionPublished(
            Coordinate coordinate, Manifest manifest, String hash, Optional<DetachedSignature> signature) {
        this(coordinate, manifest, hash, signature, Optional.empty());
    }

    /** The same with another seal, or none. */
    public VersionPublished sealed(Optional<Seal> other) {
        return new VersionPublished(coordinate, manifest, hash, signature, other);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("name", coordinate.name().value());
        body.put("version", coordinate.version().toString());
        body.put("hash", hash);
        signature.ifPresent(s -> {
            body.put("alg", s.alg());
            body.put("kid", s.kid());
            body.put(
                    "sig_sha256",
                    Digest.of(s.sig().getBytes(StandardCharsets.UTF_8)).hex());
        });
        return body;
    }
}
