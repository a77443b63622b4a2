package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.RevocationReason;
import org.actionregistry.trust.KeyStore;
import org.actionregistry.verification.KeyLife;
import org.actionregistry.verification.TrustedKey;

/** Keys in PostgreSQL, always from the primary: a replica may not have a revocation yet. */
public final class PgKeys implements KeyStore {
    private final Database database;

    public PgKeys(Database database) {
        this.database = database;
    }

    private static final String ALL = """
            SELECT kid, public_key, not_before, not_after, added_index, added_at, retired_index, retired_at,
                   revoked_index, revoked_at, revocation_reason, compromised_since
            FROM trusted_keys
            """;

    @Override
    public Future<List<TrustedKey>> all() {
        return database.statement(
                database.transactions().preparedQuery(ALL).execute().map(PgKeys::keys));
    }

    private static List<TrustedKey> keys(RowSet<Row> rows) {
        List<TrustedKey> keys = new ArrayList<>(rows.size());
        for (Row row : rows) {
            keys.add(new TrustedKey(
                    new KeyId(row.getString("kid")), Ed25519PublicKey.parse(row.getString("public_key")), life(row)));
        }
        return keys;
    }

    private static KeyLife life(Row row) {
        return new KeyLife(
                moment(row, "added"),
                time(row, "not_before"),
                time(row, "not_after"),
                moment(row, "retired"),
                moment(row, "revoked")
                        .map(moment -> new KeyLife.Revocation(
                                moment,
                                RevocationReason.ofWord(row.getString("revocation_reason")),
                                time(row, "compromised_since"))));
    }

    private static Optional<KeyLife.Moment> moment(Row row, String event) {
        return Optional.ofNullable(row.getLong(event + "_index"))
                .map(index -> new KeyLife.Moment(index, VersionRows.instant(row, event + "_at")));
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
