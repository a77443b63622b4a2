package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.KeyAdded;
import org.actionregistry.journal.KeyRetired;
import org.actionregistry.journal.KeyRevoked;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;

/** The life of keys in {@code trusted_keys}. */
final class KeyChanges {
    private KeyChanges() {}

    /** Key ids that differ only in case would be taken for each other by people. */
    private static final String TAKEN =
            "SELECT kid FROM trusted_keys WHERE lower(kid) = lower($1) OR public_key = $2 LIMIT 1";

    private static final String ADD = """
            INSERT INTO trusted_keys (kid, alg, public_key, source, not_before, not_after, added_index, added_at)
            VALUES ($1, 'ed25519', $2, 'api', $3, $4, $5, $6)
            """;

    static Future<Void> add(SqlClient transaction, KeyAdded key, RegistryChanges.Moment moment) {
        String publicKey = text(key.publicKey());
        return transaction
                .preparedQuery(TAKEN)
                .execute(Tuple.of(key.kid().value(), publicKey))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(exists(rows.iterator().next().getString("kid"), key.kid())))
                .compose(free -> transaction
                        .preparedQuery(ADD)
                        .execute(Tuple.of(
                                key.kid().value(),
                                publicKey,
                                at(key.notBefore()),
                                at(key.notAfter()),
                                moment.index(),
                                moment.time().atOffset(ZoneOffset.UTC))))
                .mapEmpty();
    }

    private static Refused exists(String taken, KeyId wanted) {
        return new Refused(
                ErrorCode.KEY_EXISTS,
                taken.equalsIgnoreCase(wanted.value())
                        ? "The key id " + taken
                                + " is taken; a key never gets another's id, nor one that looks like it."
                        : "This public key is known already, as " + taken + ".",
                Map.of("kid", taken));
    }

    /** A configured key gets its row with the first thing that happens to it. */
    private static final String RETIRE = """
            INSERT INTO trusted_keys AS k (kid, alg, public_key, source, retired_index, retired_at)
            SELECT $1, 'ed25519', $2, 'configuration', $3::bigint, $4::timestamptz
            WHERE $5::boolean OR EXISTS (SELECT FROM trusted_keys WHERE kid = $1)
            ON CONFLICT (kid) DO UPDATE SET retired_index = excluded.retired_index, retired_at = excluded.retired_at
            WHERE k.retired_index IS NULL AND k.revoked_index IS NULL AND k.public_key = excluded.public_key
            """;

    static Future<Void> retire(SqlClient transaction, KeyRetired key, RegistryChanges.Moment moment) {
        return transaction
                .preparedQuery(RETIRE)
                .execute(Tuple.of(
                        key.kid().value(),
                        text(key.publicKey()),
                        moment.index(),
                        moment.time().atOffset(ZoneOffset.UTC),
                        key.configured()))
                .compose(done ->
                        done.rowCount() == 1 ? Future.succeededFuture() : contradiction(transaction, key.kid()));
    }

    /** A second revocation keeps the first one's place and can only make it graver, as the trigger on the table also says. */
    private static final String REVOKE = """
            INSERT INTO trusted_keys AS k
                (kid, alg, public_key, source, revoked_index, revoked_at, revocation_reason, compromised_since)
            SELECT $1, 'ed25519', $2, 'configuration', $3::bigint, $4::timestamptz, $5, $6::timestamptz
            WHERE $7::boolean OR EXISTS (SELECT FROM trusted_keys WHERE kid = $1)
            ON CONFLICT (kid) DO UPDATE SET
                revoked_index = coalesce(k.revoked_index, excluded.revoked_index),
                revoked_at = coalesce(k.revoked_at, excluded.revoked_at),
                revocation_reason = excluded.revocation_reason,
                compromised_since = excluded.compromised_since
            WHERE k.public_key = excluded.public_key AND (k.revoked_index IS NULL
                OR ($8::boolean AND (k.revocation_reason IN ('superseded', 'cessationOfOperation')
                    OR (k.compromised_since IS NOT NULL
                        AND coalesce(excluded.compromised_since < k.compromised_since, true)))))
            """;

    static Future<Void> revoke(SqlClient transaction, KeyRevoked key, RegistryChanges.Moment moment) {
        return transaction
                .preparedQuery(REVOKE)
                .execute(Tuple.of(
                                key.kid().value(),
                                text(key.publicKey()),
                                moment.index(),
                                moment.time().atOffset(ZoneOffset.UTC),
                                key.reason().word(),
                                at(key.compromisedSince()))
                        .addValue(key.configured())
                        .addValue(key.reason().compromising()))
                .compose(done ->
                        done.rowCount() == 1 ? Future.succeededFuture() : contradiction(transaction, key.kid()));
    }

    private static final String STATE =
            "SELECT retired_index, revoked_index, revocation_reason FROM trusted_keys WHERE kid = $1";

    private static Future<Void> contradiction(SqlClient transaction, KeyId kid) {
        return transaction
                .preparedQuery(STATE)
                .execute(Tuple.of(kid.value()))
                .compose(rows -> Future.failedFuture(
                        rows.size() == 0
                                ? new Refused(
                                        ErrorCode.KEY_NOT_FOUND,
                                        "There is no key " + kid + ".",
                                        Map.of("kid", kid.value()))
                                : conflict(kid, rows.iterator().next())));
    }

    private static Refused conflict(KeyId kid, Row state) {
        boolean revoked = state.getLong("revoked_index") != null;
        return new Refused(
                ErrorCode.KEY_STATE_CONFLICT,
                "The key " + kid + " was " + (revoked ? "revoked" : "retired") + " before, by entry "
                        + (revoked ? state.getLong("revoked_index") : state.getLong("retired_index")) + ".",
                Map.of("kid", kid.value(), "state", revoked ? "revoked" : "retired"));
    }

    private static String text(Ed25519PublicKey key) {
        return Base64Text.encode(key.bytes());
    }

    private static @Nullable Object at(Optional<Instant> time) {
        return time.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null);
    }
}
