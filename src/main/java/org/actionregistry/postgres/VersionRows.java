package org.actionregistry.postgres;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.Replacement;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.Severity;
import org.actionregistry.action.Standing;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.catalog.VersionLine;
import org.actionregistry.signing.Seal;

/** Rows of {@code action_versions} as records; columns are read by name. */
final class VersionRows {
    private VersionRows() {}

    static StoredVersion stored(Coordinate coordinate, Row row) {
        return new StoredVersion(
                coordinate,
                row.getBuffer("canonical").getBytes(),
                row.getString("hash"),
                signature(row),
                Optional.ofNullable(row.getBuffer("seal")).map(seal -> new Seal(seal.getBytes())),
                standing(row),
                instant(row, "created_at"),
                row.getLong("log_index"));
    }

    static VersionLine line(Row row) {
        return new VersionLine(
                SemanticVersion.parse(row.getString("version")),
                row.getString("hash"),
                Optional.ofNullable(row.getString("sig_kid")),
                standing(row),
                instant(row, "created_at"),
                row.getLong("log_index"));
    }

    /** A replacement that is none, which only tampering can bring about, is left out: it would end up in a header. */
    static Standing standing(Row row) {
        return new Standing(
                VersionStatus.ofWord(row.getString("status")),
                Optional.ofNullable(row.getString("status_reason")),
                Optional.ofNullable(row.getString("status_severity")).map(Severity::ofWord),
                Optional.ofNullable(row.getString("status_replacement")).flatMap(VersionRows::replacement),
                Optional.ofNullable(row.getOffsetDateTime("status_sunset")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getLong("status_index"))
                        .map(index -> new Standing.Change(instant(row, "status_at"), index)));
    }

    private static Optional<Replacement> replacement(String text) {
        try {
            return Optional.of(Replacement.parse(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    static Optional<DetachedSignature> signature(Row row) {
        return Optional.ofNullable(row.getString("sig_b64"))
                .map(sig -> new DetachedSignature(row.getString("sig_alg"), row.getString("sig_kid"), sig));
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
