package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
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
    private static final byte[] NULL = utf8("null");

    private VersionViews() {}

    /** A representation and the tag that tells it from all others of the same resource. */
    record Tagged(Buffer body, EntityTag tag) {}

    /**
     * The whole document. The stored canonical bytes are spliced in as they are, so that what a client hashes is what was
     * signed.
     */
    static Tagged document(VerifiedVersion version) {
        StoredVersion stored = version.stored();
        byte[] before = utf8("{"
                + new JsonText()
                        .put("name", stored.coordinate().name().value())
                        .put("version", stored.coordinate().version().toString())
                        .name("schema"));
        byte[] after = utf8("," + rest(version) + "}");
        byte[] schema = isJsonObject(version) ? stored.canonical() : NULL;
        Buffer body = Buffer.buffer(before.length + schema.length + after.length)
                .appendBytes(before)
                .appendBytes(schema)
                .appendBytes(after);
        // Verified bytes are those of the hash, which stands in the rest: what is around them tells them apart.
        return new Tagged(
                body, version.verdict().hash().orElse(false) ? EntityTag.of(before, after) : EntityTag.of(body));
    }

    private static JsonText rest(VerifiedVersion version) {
        StoredVersion stored = version.stored();
        JsonText rest = new JsonText().put("hash", stored.hash());
        DetachedSignature signature = stored.signature().orElse(null);
        if (signature == null) {
            rest.put("signature", null);
        } else {
            rest.begin("signature")
                    .put("alg", signature.alg())
                    .put("kid", signature.kid())
                    .put("sig", signature.sig())
                    .end();
        }
        rest.put("verified", version.verdict().verified());
        version.verdict().error().ifPresent(error -> rest.put("verify_error", error.text()));
        return StatusViews.put(rest.put("key_status", word(version.verdict().keyNow())), stored.standing())
                .time("created_at", stored.createdAt())
                .put("log_index", stored.logIndex());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
}
