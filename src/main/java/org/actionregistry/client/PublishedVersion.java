package org.actionregistry.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Digest;
import org.jspecify.annotations.Nullable;

/** One published version as the registry sent it; nothing in it is verified here. */
public final class PublishedVersion {
    private final byte[] body;
    private final JsonMembers answer;
    private final Coordinate coordinate;
    private final String hash;
    private final Optional<DetachedSignature> signature;
    private final boolean verified;
    private final String status;
    private final Instant createdAt;
    private final long logIndex;

    private PublishedVersion(byte[] body, JsonMembers answer) {
        this.body = body;
        this.answer = answer;
        this.coordinate = SignedRecord.coordinate(answer);
        this.hash = answer.text("hash");
        this.signature = SignedRecord.signature(answer);
        this.verified = answer.flag("verified");
        this.status = answer.text("status");
        this.createdAt = answer.time("created_at");
        this.logIndex = answer.integer("log_index");
    }

    static PublishedVersion of(byte[] body) {
        return new PublishedVersion(body, JsonMembers.parse(body, StrictJson.MAX_DEPTH + 1));
    }

    /** One that came among others. */
    static PublishedVersion of(JsonMembers answer) {
        return new PublishedVersion(CanonicalJson.encode(answer.values()), answer);
    }

    /**
     * A copy of the answer, byte for byte, or in canonical form where it came among others: what {@link OfflineVerification}
     * takes.
     */
    public byte[] body() {
        return body.clone();
    }

    /** What it says it is filed under. */
    public Coordinate coordinate() {
        return coordinate;
    }

    /** The {@code sha256:...} text it is filed under, whatever that is worth. */
    public String hash() {
        return hash;
    }

    /** Empty for a version imported without one. */
    public Optional<DetachedSignature> signature() {
        return signature;
    }

    /** The manifest's values; empty where what is stored is no JSON object any more. */
    public Optional<Map<String, @Nullable Object>> schema() {
        return answer.optionalObject("schema").map(JsonMembers::values);
    }

    /** The digest of {@link #schema()}, computed here. */
    public Optional<Digest> digest() {
        return schema().map(CanonicalJson::encode).map(Digest::of);
    }

    /** The registry's own verdict. */
    public boolean verified() {
        return verified;
    }

    /** Why the registry says it is not verified. */
    public Optional<String> verifyError() {
        return answer.optionalText("verify_error");
    }

    /** What the registry says of the signing key at this moment, such as {@code active} or {@code retired}. */
    public Optional<String> keyStatus() {
        return answer.optionalText("key_status");
    }

    /** {@code active}, {@code deprecated}, {@code yanked} or {@code unsafe}. */
    public String status() {
        return status;
    }

    /** Why the status is what it is, where somebody said so. */
    public Optional<String> statusReason() {
        return answer.optionalText("status_reason");
    }

    /** All of what the registry says beside the bytes. */
    public VersionStanding standing() {
        return VersionStanding.of(answer).orElseThrow();
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The index of the journal entry that published it. */
    public long logIndex() {
        return logIndex;
    }

    /** Everything the registry said, including what this client does not know. */
    public Map<String, @Nullable Object> json() {
        return answer.values();
    }
}
