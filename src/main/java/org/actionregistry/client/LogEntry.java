package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;

/** One entry of a registry's log as its leaf says it: what happened, when, and to which version. */
public final class LogEntry {
    /** The type of the entries that publish a version. */
    public static final String VERSION_PUBLISHED = "version.published";

    private static final int MAX_DEPTH = 16;

    private final byte[] leaf;
    private final long index;
    private final String type;
    private final Instant time;
    private final Optional<Publication> publication;

    /**
     * What the log commits to of a version.
     *
     * @param hash its digest, as text
     * @param alg the algorithm of its signature
     * @param kid the key that signed it
     * @param signatureHash 64 hexadecimal digits: SHA-256 of the signature's text
     */
    public record Publication(
            Coordinate coordinate,
            String hash,
            Optional<String> alg,
            Optional<String> kid,
            Optional<String> signatureHash) {}

    private LogEntry(byte[] leaf, JsonMembers members) {
        this.leaf = leaf;
        this.index = members.integer("index");
        this.type = members.text("type");
        this.time = members.time("time");
        this.publication = type.equals(VERSION_PUBLISHED) ? Optional.of(publication(members)) : Optional.empty();
    }

    /**
     * Reads a leaf.
     *
     * @throws IllegalArgumentException when it is no entry of a registry, or not in canonical form
     */
    public static LogEntry parse(byte[] leaf) {
        try {
            JsonMembers members = JsonMembers.parse(leaf, MAX_DEPTH);
            if (!Arrays.equals(CanonicalJson.encode(members.values()), leaf)) {
                throw new IllegalArgumentException("it is not in canonical form (RFC 8785)");
            }
            return new LogEntry(leaf.clone(), members);
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(
                    e.pointer().isEmpty() ? e.message() : e.pointer() + " " + e.message(), e);
        }
    }

    private static Publication publication(JsonMembers members) {
        return new Publication(
                SignedRecord.coordinate(members),
                members.text("hash"),
                members.optionalText("alg"),
                members.optionalText("kid"),
                members.optionalText("sig_sha256"));
    }

    /** A copy of the leaf's bytes. */
    public byte[] leaf() {
        return leaf.clone();
    }

    /** Where it says it stands. */
    public long index() {
        return index;
    }

    /** What kind of entry it is, such as {@value #VERSION_PUBLISHED}. */
    public String type() {
        return type;
    }

    /** When it was logged. */
    public Instant time() {
        return time;
    }

    /** The version it publishes, if it does. */
    public Optional<Publication> publication() {
        return publication;
    }

    /** The leaf as text. */
    @Override
    public String toString() {
        return new String(leaf, UTF_8);
    }
}
