package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.access.ApiKey;
import org.actionregistry.access.ApiKeyStore;
import org.actionregistry.access.Role;
import org.jspecify.annotations.Nullable;

/** API keys in PostgreSQL; only the SHA-256 of a key is there. */
public final class PgApiKeys implements ApiKeyStore {
    private final Database database;

    public PgApiKeys(Database database) {
        this.database = database;
    }

    private static final String FIND = """
            SELECT id, name, role, namespaces, sha256, created_at, expires_at, revoked_at,
                last_used_at
            FROM api_keys WHERE id = $1
            """;

    @Override
    public Future<Optional<Hashed>> find(String id) {
        return database.statement(database.current()
                .preparedQuery(FIND)
                .execute(Tuple.of(StorableText.of(id)))
                .map(rows -> first(rows)
                        .map(row -> new Hashed(key(row), row.getBuffer("sha256").getBytes()))));
    }

    private static final String INSERT = """
            INSERT INTO api_keys (id, name, role, namespaces, sha256, created_at, expires_at, revoked_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    @Override
    public Future<Void> insert(Hashed hashed) {
        ApiKey key = hashed.key();
        return database.statement(database.transactions()
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        key.id(),
                        StorableText.of(key.name()),
                        key.role().word(),
                        key.namespaces().toArray(String[]::new),
                        Buffer.buffer(hashed.sha256()),
                        timestamp(Optional.of(key.createdAt())),
                        timestamp(key.expiresAt()),
                        timestamp(key.revokedAt())))
                .mapEmpty());
    }

    private static final String LIST = """
            SELECT id, name, role, namespaces, created_at, expires_at, revoked_at, last_used_at
            FROM api_keys ORDER BY created_at DESC, id LIMIT $1
            """;

    @Override
    public Future<List<ApiKey>> list(int limit) {
        return database.statement(database.transactions()
                .preparedQuery(LIST)
                .execute(Tuple.of(limit))
                .map(PgApiKeys::keys));
    }

    private static final String REVOKE = """
            UPDATE api_keys SET revoked_at = coalesce(revoked_at, clock_timestamp()) WHERE id = $1
            RETURNING id, name, role, namespaces, created_at, expires_at, revoked_at, last_used_at
            """;

    @Override
    public Future<Optional<ApiKey>> revoke(String id) {
        return database.statement(database.transactions()
                .preparedQuery(REVOKE)
                .execute(Tuple.of(StorableText.of(id)))
                .map(rows -> first(rows).map(PgApiKeys::key)));
    }

    /** The rows are locked in the order of their ids, so that two servers that write at once do not wait in a circle. */
    private static final String USED = """
            WITH used AS (SELECT * FROM unnest($1::text[], $2::timestamptz[]) AS used (id, at)),
            locked AS (SELECT id FROM api_keys WHERE id IN (SELECT id FROM used) ORDER BY id FOR UPDATE)
            UPDATE api_keys SET last_used_at = used.at
            FROM used JOIN locked USING (id)
            WHERE api_keys.id = used.id AND (last_used_at IS NULL OR last_used_at < used.at)
            """;

    @Override
    public Future<Void> used(List<Use> uses) {
        return database.statement(database.transactions()
                .preparedQuery(USED)
                // Not Tuple.of, which would take the second array for so many parameters.
                .execute(Tuple.wrap(List.of(
                        uses.stream().map(Use::id).toArray(String[]::new),
                        uses.stream()
                                .map(use -> use.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))))
                .mapEmpty());
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        RowIterator<Row> iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private static List<ApiKey> keys(RowSet<Row> rows) {
        List<ApiKey> keys = new ArrayList<>(rows.size());
        for (Row row : rows) {
            keys.add(key(row));
        }
        return keys;
    }

    private static ApiKey key(Row row) {
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                Role.ofWord(row.getString("role")),
                List.of(row.getArrayOfStrings("namespaces")),
                VersionRows.instant(row, "created_at"),
                Optional.ofNullable(row.getOffsetDateTime("expires_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getOffsetDateTime("revoked_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getOffsetDateTime("last_used_at")).map(OffsetDateTime::toInstant));
    }

    private static @Nullable OffsetDateTime timestamp(Optional<Instant> time) {
        return time.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null);
    }
}
