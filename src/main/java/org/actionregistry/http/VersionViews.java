package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.catalog.VerifiedVersion;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.verification.KeyState;
import org.actionregistry.verification.Verdict;
import org.jspecify.annotations.Nullable;

/** One version, and the verdict on it, as JSON. */
final class VersionViews {
    private VersionViews() {}

    /**
     * The whole document. The stored canonical bytes are spliced in as they are, so that what a client hashes is what was
     * signed.
     */
    static Buffer document(VerifiedVersion version) {
        StoredVersion stored = version.stored();
        Buffer buffer = Buffer.buffer(stored.canonical().length + 640);
        buffer.appendString("{\"name\":")
                .appendString(quoted(stored.coordinate().name().value()));
        buffer.appendString(",\"version\":")
                .appendString(quoted(stored.coordinate().version().toString()));
        buffer.appendString(",\"schema\":");
        if (isJsonObject(version)) {
            buffer.appendBytes(stored.canonical());
        } else {
            buffer.appendString("null");
        }
        JsonObject rest = new JsonObject()
                .put("hash", stored.hash())
                .put(
                        "signature",
                        stored.signature().map(VersionViews::signature).orElse(null))
                .put("verified", version.verdict().verified());
        version.verdict().error().ifPresent(error -> rest.put("verify_error", error.text()));
        rest.put("key_status", word(version.verdict().keyNow()));
        StatusViews.put(rest, stored.standing());
        rest.put("created_at", stored.createdAt().toString()).put("log_index", stored.logIndex());
        return buffer.appendString(",").appendString(rest.encode().substring(1));
    }

    /** Bytes that hash to their digest were canonical JSON when stored; only others can have stopped being JSON. */
    private static boolean isJsonObject(VerifiedVersion version) {
        if (version.verdict().hash().orElse(false)) {
            return true;
        }
        try {
            StrictJson.readObject(version.stored().canonical(), StrictJson.MAX_DEPTH);
            return true;
        } catch (InvalidJsonException tampered) {
            return false;
        }
    }

    static JsonObject verdict(VerifiedVersion version) {
        StoredVersion stored = version.stored();
        Verdict verdict = version.verdict();
        JsonObject json = new JsonObject()
                .put("name", stored.coordinate().name().value())
                .put("version", stored.coordinate().version().toString())
                .put("verified", verdict.verified())
                .put("kid", stored.signature().map(DetachedSignature::kid).orElse(null))
                .put("alg", stored.signature().map(DetachedSignature::alg).orElse(null))
                .put("hash", stored.hash());
        verdict.error().ifPresent(error -> json.put("verify_error", error.text()));
        json.put("signature_valid", outcome(verdict.signature()))
                .put("key_at_signing", word(verdict.keyAtSigning()))
                .put("key_now", word(verdict.keyNow()))
                .put("reason", verdict.reason());
        json.put(
                "checks",
                new JsonObject()
                        .put("hash", outcome(verdict.hash()))
                        .put("key", outcome(verdict.key()))
                        .put("signature", outcome(verdict.signature()))
                        .put("coordinate", outcome(verdict.coordinate())));
        return StatusViews.put(json, stored.standing());
    }

    /** Null says that the check was not reached. */
    private static @Nullable Boolean outcome(Optional<Boolean> check) {
        return check.orElse(null);
    }

    /** Null for a key that is not known. */
    private static @Nullable String word(Optional<KeyState> state) {
        return state.map(KeyState::word).orElse(null);
    }

    static JsonObject signature(DetachedSignature signature) {
        return new JsonObject()
                .put("alg", signature.alg())
                .put("kid", signature.kid())
                .put("sig", signature.sig());
    }

    private static String quoted(String text) {
        return Json.encode(text);
    }
}
