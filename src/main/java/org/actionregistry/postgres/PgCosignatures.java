package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.witnessing.CosignatureStore;

/** What witnesses have said of our checkpoints. */
public final class PgCosignatures implements CosignatureStore {
    private final Database database;

    public PgCosignatures(Database database) {
        this.database = database;
    }

    private static final String STORE = """
            INSERT INTO log_cosignatures (size, witness, line) VALUES ($1, $2, $3)
            ON CONFLICT (size, witness) DO UPDATE SET line = excluded.line, time = clock_timestamp()
            """;

    @Override
    public Future<Void> store(long size, String witness, NoteSignature line) {
        return database.statement(database.current()
                .preparedQuery(STORE)
                .execute(Tuple.of(size, witness, line.toString()))
                .mapEmpty());
    }
}
