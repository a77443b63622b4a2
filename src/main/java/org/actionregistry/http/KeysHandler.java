package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.Invalid;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.RevocationReason;
import org.actionregistry.trust.KnownKey;
import org.actionregistry.trust.TrustCalls;
import org.jspecify.annotations.Nullable;

/** {@code /keys} and {@code /key-challenges}. */
final class KeysHandler {
    private final LocalBus bus;
    private final WriteGuard guard;
    private final Clock clock;

    KeysHandler(LocalBus bus, WriteGuard guard, Clock clock) {
        this.bus = bus;
        this.guard = guard;
        this.clock = clock;
    }

    Map<String, OperationHandler> operations() {
        return Map.of(
                "listKeys", this::list,
                "getKey", this::get,
                "createKeyChallenge", this::challenge,
                "addKey", this::add,
                "retireKey", this::retire,
                "revokeKey", this::revoke);
    }

    private Future<Void> list(RoutingContext ctx, ValidRequest request) {
        return bus.ask(TrustCalls.LIST, new TrustCalls.Everything()).compose(list -> {
            JsonArray items = new JsonArray();
            list.keys().forEach(key -> items.add(KeyViews.key(key)));
            return Replies.sendTagged(
                    ctx, request, new JsonObject().put("items", items).toBuffer());
        });
    }

    private Future<Void> get(RoutingContext ctx, ValidRequest request) {
        return bus.ask(TrustCalls.SHOW, kid(request))
                .compose(key ->
                        Replies.sendTagged(ctx, request, KeyViews.key(key).toBuffer()));
    }

    private Future<Void> challenge(RoutingContext ctx, ValidRequest request) {
        guard.requireWritable();
        return bus.ask(TrustCalls.CHALLENGE, candidate(request.body()))
                .compose(challenge -> Replies.send(ctx, 201, view(challenge)));
    }

    private static JsonObject view(KeyChallenge challenge) {
        return new JsonObject()
                .put("kid", challenge.kid().value())
                .put("public_key", challenge.publicKey().toString())
                .put("nonce", Base64Text.encode(challenge.nonce()))
                .put("expires_at", challenge.expiresAt().toString())
                .put("message", challenge.message());
    }

    private Future<Void> add(RoutingContext ctx, ValidRequest request) {
        guard.requireWritable();
        Map<String, @Nullable Object> body = request.body();
        TrustCalls.Addition wish = new TrustCalls.Addition(
                candidate(body),
                text(body, "nonce"),
                text(body, "signature"),
                time(body, "not_before"),
                time(body, "not_after"),
                Actors.of(ctx, "addKey"));
        return bus.ask(TrustCalls.ADD, wish).compose(key -> {
            ctx.response().putHeader(HttpHeaders.LOCATION, "/keys/" + key.key().kid());
            return Replies.send(ctx, 201, KeyViews.key(key));
        });
    }

    private Future<Void> retire(RoutingContext ctx, ValidRequest request) {
        guard.requireWritable();
        return bus.ask(TrustCalls.RETIRE, new TrustCalls.Retirement(kid(request), Actors.of(ctx, "retireKey")))
                .compose(key -> changed(ctx, key));
    }

    private Future<Void> revoke(RoutingContext ctx, ValidRequest request) {
        guard.requireWritable();
        RevocationReason reason = RevocationReason.ofWord(
                (String) request.body().getOrDefault("reason", RevocationReason.UNSPECIFIED.word()));
        Optional<Instant> since = time(request.body(), "compromised_since");
        since.ifPresent(moment -> checkCompromise(reason, moment));
        return bus.ask(
                        TrustCalls.REVOKE,
                        new TrustCalls.Revocation(kid(request), reason, since, Actors.of(ctx, "revokeKey")))
                .compose(key -> changed(ctx, key));
    }

    private static Future<Void> changed(RoutingContext ctx, KnownKey key) {
        return Replies.send(ctx, 200, KeyViews.key(key));
    }

    private void checkCompromise(RevocationReason reason, Instant since) {
        if (!reason.compromising()) {
            throw Invalid.request(
                    "/compromised_since", "reason", "compromised_since goes with keyCompromise or unspecified only.");
        }
        if (since.isAfter(clock.instant())) {
            throw Invalid.request("/compromised_since", "past", "compromised_since should not lie in the future.");
        }
    }

    private static KeyId kid(ValidRequest request) {
        return new KeyId(request.text("kid"));
    }

    private static TrustCalls.Candidate candidate(Map<String, @Nullable Object> body) {
        return new TrustCalls.Candidate(new KeyId(text(body, "kid")), text(body, "public_key"));
    }

    /** The contract requires these members. */
    private static String text(Map<String, @Nullable Object> body, String member) {
        return String.valueOf(body.get(member));
    }

    /** The contract has checked the form; the database keeps microseconds. */
    private static Optional<Instant> time(Map<String, @Nullable Object> body, String member) {
        return Optional.ofNullable((String) body.get(member))
                .map(text -> OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
    }
}
