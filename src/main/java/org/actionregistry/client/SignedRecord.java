package org.actionregistry.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A manifest with its coordinate, hash and detached signature, fit to travel as one line of NDJSON:
 * {@code {"name", "version", "schema", "hash", "signature": {"alg", "kid", "sig"}}}.
 *
 * <p>Nothing in it is believed: the hash and the signature are what the record claims. {@link OfflineVerification} says
 * whether they hold. Immutable as long as nobody modifies {@link #schema()}.
 */
public final class SignedRecord {
    private final Coordinate coordinate;
    private final Map<String, @Nullable Object> schema;
    private final byte[] canonical;
    private final String hash;
    private final Optional<DetachedSignature> signature;

    SignedRecord(
            Coordinate coordinate,
            Map<String, @Nullable Object> schema,
            byte[] canonical,
            String hash,
            Optional<DetachedSignature> signature) {
        this.coordinate = coordinate;
        this.schema = schema;
        this.canonical = canonical;
        this.hash = hash;
        this.signature = signature;
    }

    /**
     * Reads a record; the answer to {@code GET /actions/{name}/versions/{version}} is one too, since members beyond those
     * of a record are ignored. A record without {@code hash} claims the right one; {@code signature} may be null or absent.
     *
     * @throws InvalidJsonException when the text is not strict JSON, or a member is missing or of the wrong type
     */
    public static SignedRecord parse(byte[] utf8) {
        JsonMembers members = JsonMembers.parse(utf8, StrictJson.MAX_DEPTH + 1);
        return of(members);
    }

    static SignedRecord of(JsonMembers members) {
        Map<String, @Nullable Object> schema = members.object("schema").values();
        byte[] canonical = CanonicalJson.encode(schema);
        String hash = members.optionalText("hash")
                .orElseGet(() -> Digest.of(canonical).toString());
        return new SignedRecord(coordinate(members), schema, canonical, hash, signature(members));
    }

    static Coordinate coordinate(JsonMembers members) {
        try {
            return Coordinate.parse(members.text("name"), members.text("version"));
        } catch (IllegalArgumentException e) {
            throw members.refused("name", "coordinate", "with /version is no coordinate: " + e.getMessage());
        }
    }

    static Optional<DetachedSignature> signature(JsonMembers members) {
        return members.optionalObject("signature")
                .map(signature ->
                        new DetachedSignature(signature.text("alg"), signature.text("kid"), signature.text("sig")));
    }

    /** The record as one line of canonical JSON, in which {@code schema} stands as its canonical bytes; no line end. */
    public byte[] toLine() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", coordinate.name().value());
        members.put("version", coordinate.version().toString());
        members.put("schema", schema);
        members.put("hash", hash);
        members.put("signature", signature.map(SignedRecord::members).orElse(null));
        return CanonicalJson.encode(members);
    }

    /** The body of a publish request, {@code {"schema", "signature"}}. */
    byte[] toPublishRequest() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("schema", schema);
        members.put("signature", signature.map(SignedRecord::members).orElse(null));
        return CanonicalJson.encode(members);
    }

    private static Map<String, String> members(DetachedSignature signature) {
        return Map.of("alg", signature.alg(), "kid", signature.kid(), "sig", signature.sig());
    }

    /** What the record says it is filed under. */
    public Coordinate coordinate() {
        return coordinate;
    }

    /** The manifest's values as {@link StrictJson} reads them. */
    public Map<String, @Nullable Object> schema() {
        return schema;
    }

    /** A copy of the canonical bytes of {@link #schema()}. */
    public byte[] canonical() {
        return canonical.clone();
    }

    /** The digest of {@link #canonical()}, computed here. */
    public Digest digest() {
        return Digest.of(canonical);
    }

    /** The {@code sha256:...} text that the record claims. */
    public String hash() {
        return hash;
    }

    /** Empty for a record without one. */
    public Optional<DetachedSignature> signature() {
        return signature;
    }

    /** The coordinate; not the whole record. */
    @Override
    public String toString() {
        return "SignedRecord[" + coordinate + "]";
    }
}
