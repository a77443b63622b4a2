package org.actionregistry.http;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.actionregistry.trust.KnownKey;
import org.actionregistry.verification.KeyLife;
import org.jspecify.annotations.Nullable;

/** A key as JSON: what a list of trusted keys needs, and its life. */
final class KeyViews {
    private KeyViews() {}

    static JsonObject key(KnownKey known) {
        KeyLife life = known.key().life();
        JsonObject view = new JsonObject()
                .put("kid", known.key().kid().value())
                .put("alg", "ed25519")
                .put("public_key", known.key().publicKey().toString())
                .put("state", known.now().word())
                .put("source", life.added().isPresent() ? "api" : "configuration")
                .put("not_before", text(life.notBefore()))
                .put("not_after", text(life.notAfter()));
        put(view, "added", life.added());
        put(view, "retired", life.retired());
        put(view, "revoked", life.revoked().map(KeyLife.Revocation::moment));
        return view.put(
                        "revocation_reason",
                        life.revoked()
                                .map(revocation -> revocation.reason().word())
                                .orElse(null))
                .put("compromised_since", text(life.revoked().flatMap(KeyLife.Revocation::compromisedSince)));
    }

    private static void put(JsonObject view, String event, Optional<KeyLife.Moment> moment) {
        view.put(event + "_index", moment.map(KeyLife.Moment::index).orElse(null))
                .put(event + "_at", text(moment.map(KeyLife.Moment::time)));
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
