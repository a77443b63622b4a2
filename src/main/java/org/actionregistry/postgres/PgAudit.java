package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.actionregistry.audit.AuditPage;
import org.actionregistry.audit.AuditQuery;
import org.actionregistry.audit.AuditRecord;
import org.actionregistry.audit.AuditResult;
import org.actionregistry.audit.AuditRow;
import org.actionregistry.audit.AuditStore;
import org.jspecify.annotations.Nullable;

/** The audit trail in PostgreSQL, always on the primary. */
public final class PgAudit implements AuditStore {
    private final Database database;

    public PgAudit(Database database) {
        this.database = database;
    }

    private static final String APPEND = """
            INSERT INTO audit (time, principal, credential, role, address, request_id, operation, target, kid, status, code)
            SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::text[], $8::text[], $9::text[], $10::integer[], $11::text[])
            """;

    @Override
    public Future<Void> append(List<AuditRecord> records) {
        return database.statement(database.transactions()
                .preparedQuery(APPEND)
                .execute(Tuple.wrap(List.of(
                        records.stream().map(r -> utc(r.time())).toArray(OffsetDateTime[]::new),
                        texts(records, AuditRecord::principal),
                        texts(records, AuditRecord::credential),
                        texts(records, r -> r.role().orElse(null)),
                        texts(records, r -> r.address().orElse(null)),
                        texts(records, r -> r.requestId().orElse(null)),
                        texts(records, AuditRecord::operation),
                        texts(records, r -> r.target().orElse(null)),
                        texts(records, r -> r.kid().orElse(null)),
                        records.stream().map(AuditRecord::status).toArray(Integer[]::new),
                        texts(records, r -> r.code().orElse(null)))))
                .mapEmpty());
    }

    private static @Nullable String[] texts(List<AuditRecord> records, Function<AuditRecord, @Nullable String> value) {
        return records.stream().map(value).toArray(String[]::new);
    }

    private static final String READ = """
            SELECT id, time, principal, credential, role, address, request_id, operation, target, kid, status, code, log_index
            FROM audit
            """;

    /** Only the conditions that are asked for stand in the statement, so that each is planned for its own index. */
    @Override
    public Future<AuditPage> read(AuditQuery query) {
        Conditions conditions = conditions(query);
        String limit = conditions.parameter(query.limit() + 1);
        return database.statement(database.transactions()
                .preparedQuery(READ + conditions.where() + " ORDER BY id DESC LIMIT " + limit)
                .execute(conditions.values)
                .map(rows -> page(query.limit(), rows)));
    }

    private static Conditions conditions(AuditQuery query) {
        AuditQuery.Filter filter = query.filter();
        Conditions conditions = new Conditions();
        conditions.add("principal = ", filter.principal().map(StorableText::of));
        conditions.add("operation = ", filter.operation().map(StorableText::of));
        conditions.add("target = ", filter.target().map(StorableText::of));
        conditions.add("target LIKE ", filter.targetPrefix().map(PgAudit::prefix));
        conditions.add("kid = ", filter.kid().map(StorableText::of));
        conditions.add("address = ", filter.address().map(StorableText::of));
        conditions.add("code = ", filter.code().map(StorableText::of));
        conditions.add("log_index = ", filter.logIndex());
        conditions.add("time >= ", filter.since().map(PgAudit::utc));
        conditions.add("time < ", filter.until().map(PgAudit::utc));
        conditions.add("id < ", query.before());
        filter.result().ifPresent(result -> conditions.texts.add(range(result)));
        return conditions;
    }

    private static String range(AuditResult result) {
        return switch (result) {
            case OK -> "status < 400";
            case REFUSED -> "status BETWEEN 400 AND 499";
            case FAILED -> "status >= 500";
        };
    }

    /** A pattern of LIKE that means no more than the text. */
    private static String prefix(String text) {
        return StorableText.of(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** Conditions in words of this class, with values as parameters only. */
    private static final class Conditions {
        private final List<String> texts = new ArrayList<>();
        private final Tuple values = Tuple.tuple();

        void add(String condition, Optional<?> value) {
            value.ifPresent(present -> texts.add(condition + parameter(present)));
        }

        String parameter(Object value) {
            values.addValue(value);
            return "$" + values.size();
        }

        String where() {
            return texts.isEmpty() ? "" : "WHERE " + String.join(" AND ", texts);
        }
    }

    private static AuditPage page(int limit, RowSet<Row> rows) {
        List<AuditRow> read = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (read.size() < limit) {
                read.add(row(row));
            }
        }
        return new AuditPage(read, rows.size() > limit);
    }

    private static AuditRow row(Row row) {
        return new AuditRow(
                row.getLong("id"),
                new AuditRecord(
                        VersionRows.instant(row, "time"),
                        row.getString("principal"),
                        row.getString("credential"),
                        Optional.ofNullable(row.getString("role")),
                        Optional.ofNullable(row.getString("address")),
                        Optional.ofNullable(row.getString("request_id")),
                        row.getString("operation"),
                        Optional.ofNullable(row.getString("target")),
                        Optional.ofNullable(row.getString("kid")),
                        row.getInteger("status"),
                        Optional.ofNullable(row.getString("code"))),
                Optional.ofNullable(row.getLong("log_index")));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
