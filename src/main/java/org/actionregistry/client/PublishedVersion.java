package org.actionregistry.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** One published version as the registry sent it. */
public final class PublishedVersion {
    private final byte[] body;
    private final JsonMembers answer;
    private final SignedRecord record;
    private final boolean verified;
    private final String status;
    private final Instant createdAt;
    private final long logIndex;

    private PublishedVersion(byte[] body, JsonMembers answer) {
        this.body = body;
        this.answer = answer;
        this.record = SignedRecord.of(answer);
        this.verified = answer.flag("verified");
        this.status = answer.text("status");
        this.createdAt = answer.time("created_at");
        this.logIndex = answer.integer("log_index");
    }

    static PublishedVersion of(byte[] body) {
        return new PublishedVersion(body, JsonMembers.parse(body, StrictJson.MAX_DEPTH + 1));
    }

    /** A copy of the answer, byte for byte: what {@link OfflineVerification} takes. */
    public byte[] body() {
        return body.clone();
    }

    /** The manifest with its hash and signature, none of them verified here. */
    public SignedRecord record() {
        return record;
    }

    /** The registry's own verdict. */
    public boolean verified() {
        return verified;
    }

    /** Why the registry says it is not verified. */
    public Optional<String> verifyError() {
        return answer.optionalText("verify_error");
    }

    /** {@code active}, {@code deprecated}, {@code yanked} or {@code unsafe}. */
    public String status() {
        return status;
    }

    /** Why the status is what it is, where somebody said so. */
    public Optional<String> statusReason() {
        return answer.optionalText("status_reason");
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
