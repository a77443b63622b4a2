package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Optional;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.signing.KeyId;
import org.actionregistry.trust.ChallengeStore;

/** Challenges in PostgreSQL, where every server of the registry finds them. */
public final class PgKeyChallenges implements ChallengeStore {
    private final Database database;

    public PgKeyChallenges(Database database) {
        this.database = database;
    }

    private static final String PUT = """
            WITH expired AS (DELETE FROM key_challenges WHERE expires_at < clock_timestamp())
            INSERT INTO key_challenges (nonce, kid, public_key, expires_at) VALUES ($1, $2, $3, $4)
            """;

    @Override
    public Future<Void> put(KeyChallenge challenge) {
        return database.statement(database.transactions()
                .preparedQuery(PUT)
                .execute(Tuple.of(
                        Buffer.buffer(challenge.nonce()),
                        challenge.kid().value(),
                        challenge.publicKey().toString(),
                        challenge.expiresAt().atOffset(ZoneOffset.UTC)))
                .mapEmpty());
    }

    private static final String TAKE = """
            DELETE FROM key_challenges WHERE nonce = $1 AND expires_at > clock_timestamp()
            RETURNING kid, public_key, expires_at
            """;

    @Override
    public Future<Optional<KeyChallenge>> take(byte[] nonce) {
        return database.statement(database.transactions()
                .preparedQuery(TAKE)
                .execute(Tuple.of(Buffer.buffer(nonce)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(challenge(nonce, rows.iterator().next()))));
    }

    private static KeyChallenge challenge(byte[] nonce, Row row) {
        return new KeyChallenge(
                new KeyId(row.getString("kid")),
                Ed25519PublicKey.parse(row.getString("public_key")),
                nonce,
                VersionRows.instant(row, "expires_at"));
    }
}
