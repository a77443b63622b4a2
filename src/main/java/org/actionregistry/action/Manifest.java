package org.actionregistry.action;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.failure.Violation;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that may be published: its values, its canonical bytes and their digest.
 *
 * <p>Any object of at most {@value #MAX_BYTES} canonical bytes and depth {@value StrictJson#MAX_DEPTH} is one, as long as
 * the fields the registry knows have their types (see {@link ManifestFields}).
 */
public final class Manifest {
    /** The largest manifest, in canonical bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    /** The rule broken by a manifest that is too large. */
    public static final String SIZE_RULE = "max-size";

    private final Map<String, @Nullable Object> values;
    private final byte[] canonical;
    private final Digest digest;

    private Manifest(Map<String, @Nullable Object> values, byte[] canonical) {
        this.values = values;
        this.canonical = canonical;
        this.digest = Digest.of(canonical);
    }

    /**
     * Reads a manifest from text.
     *
     * @throws org.actionregistry.json.InvalidJsonException when the text is not strict JSON, or no object
     * @throws InvalidManifestException when it is too large or a known field has the wrong type
     */
    public static Manifest parse(byte[] utf8) {
        return of(StrictJson.readObject(utf8, StrictJson.MAX_DEPTH));
    }

    /**
     * Takes values that {@link StrictJson} has read; they must not be modified afterwards.
     *
     * @throws InvalidManifestException when it is too large or a known field has the wrong type
     */
    public static Manifest of(Map<String, @Nullable Object> values) {
        List<Violation> violations = ManifestFields.check(values);
        if (!violations.isEmpty()) {
            throw new InvalidManifestException(violations);
        }
        byte[] canonical = CanonicalJson.encode(values);
        if (canonical.length > MAX_BYTES) {
            throw new InvalidManifestException(List.of(new Violation(
                    "",
                    SIZE_RULE,
                    "a manifest has at most " + MAX_BYTES + " bytes in canonical form; this one has "
                            + canonical.length)));
        }
        return new Manifest(values, canonical);
    }

    /** The values as read: maps, lists, strings, longs, doubles, booleans, nulls; not to be modified. */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    /** RFC 8785 bytes; shared, never to be modified. */
    public byte[] canonical() {
        return canonical;
    }

    /** SHA-256 over {@link #canonical()}. */
    public Digest digest() {
        return digest;
    }

    /** The action name the manifest claims for itself. */
    public Optional<String> name() {
        return text("name");
    }

    /** The version the manifest claims for itself. */
    public Optional<String> version() {
        return text("version");
    }

    public Optional<String> title() {
        return text("title");
    }

    public Optional<String> description() {
        return text("description");
    }

    public List<String> tags() {
        return values.get("tags") instanceof List<?> tags
                ? tags.stream().map(String.class::cast).toList()
                : List.of();
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable((String) values.get(field));
    }
}
