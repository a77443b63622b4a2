package org.actionregistry.postgres;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.catalog.VersionLine;

/** Rows of {@code action_versions} as records; columns are read by name. */
final class VersionRows {
    private VersionRows() {}

    static StoredVersion stored(Coordinate coordinate, Row row) {
        return new StoredVersion(
                coordinate,
                row.getBuffer("canonical").getBytes(),
                row.getString("hash"),
                signature(row),
                VersionStatus.ofWord(row.getString("status")),
                Optional.ofNullable(row.getString("status_reason")),
                instant(row, "created_at"),
                row.getLong("log_index"));
    }

    static VersionLine line(Row row) {
        return new VersionLine(
                SemanticVersion.parse(row.getString("version")),
                row.getString("hash"),
                Optional.ofNullable(row.getString("sig_kid")),
                VersionStatus.ofWord(row.getString("status")),
                Optional.ofNullable(row.getString("status_reason")),
                instant(row, "created_at"),
                row.getLong("log_index"));
    }

    static Optional<DetachedSignature> signature(Row row) {
        return Optional.ofNullable(row.getString("sig_b64"))
                .map(sig -> new DetachedSignature(row.getString("sig_alg"), row.getString("sig_kid"), sig));
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
