package org.actionregistry.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * One item of a registry's changes feed: an entry of its log, and the version that the entry published. Nothing in it is
 * verified.
 *
 * @param entry what was logged
 * @param schema the manifest's values; empty where there is none, or what is stored is no JSON object any more
 * @param hash the digest it is filed under; empty where nothing was published
 * @param signature empty for a version imported without one
 */
public record LoggedChange(
        LogEntry entry,
        Optional<Map<String, @Nullable Object>> schema,
        Optional<String> hash,
        Optional<DetachedSignature> signature) {

    static LoggedChange of(JsonMembers item) {
        LogEntry entry = LogEntry.parse(CanonicalJson.encode(item.object("leaf").values()));
        if (item.integer("index") != entry.index()) {
            throw item.refused("index", "index", "is not the one that the leaf says");
        }
        return new LoggedChange(
                entry,
                item.optionalObject("schema").map(JsonMembers::values),
                item.optionalText("hash"),
                SignedRecord.signature(item));
    }

    /** The published version as a record, for {@link OfflineVerification}; empty where nothing was published. */
    public Optional<byte[]> record() {
        return entry.publication().map(published -> {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("name", published.coordinate().name().value());
            members.put("version", published.coordinate().version().toString());
            members.put("schema", schema.orElse(null));
            members.put("hash", hash.orElse(""));
            members.put(
                    "signature",
                    signature
                            .map(one -> Map.of("alg", one.alg(), "kid", one.kid(), "sig", one.sig()))
                            .orElse(null));
            return CanonicalJson.encode(members);
        });
    }
}
