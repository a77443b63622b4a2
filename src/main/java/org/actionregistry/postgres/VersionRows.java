package org.actionregistry.postgres;

import io.vertx.core.buffer.Buffer;
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
import org.jspecify.annotations.Nullable;

/** Rows of {@code action_versions} as records; columns are read by name. */
final class VersionRows {
    private VersionRows() {}

    static StoredVersion stored(Coordinate coordinate, Row row) {
        return new StoredVersion(
                coordinate,
                row.getBuffer("canonical").getBytes(),
                row.getString("hash"),
                signature(row),
                seal(row.getBuffer("seal")),
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

    static Standing standing(Row row) {
        return standing(row, row.getColumnIndex("status"));
    }

    /**
     * A replacement that is none, which only tampering can bring about, is left out: it would end up in a header.
     *
     * @param at the column {@code status}, which {@code status_reason}, {@code status_severity}, {@code status_replacement},
     *     {@code status_sunset}, {@code status_at} and {@code status_index} follow
     */
    static Standing standing(Row row, int at) {
        VersionStatus status = VersionStatus.ofWord(row.getString(at));
        if (status == VersionStatus.ACTIVE && isNull(row, at + 1, at + 6)) {
            return Standing.NEW;
        }
        return new Standing(
                status,
                Optional.ofNullable(row.getString(at + 1)),
                Optional.ofNullable(row.getString(at + 2)).map(Severity::ofWord),
                Optional.ofNullable(row.getString(at + 3)).flatMap(VersionRows::replacement),
                Optional.ofNullable(row.getOffsetDateTime(at + 4)).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getLong(at + 6))
                        .map(index -> new Standing.Change(
                                row.getOffsetDateTime(at + 5).toInstant(), index)));
    }

    private static boolean isNull(Row row, int from, int to) {
        for (int at = from; at <= to; at++) {
            if (row.getValue(at) != null) {
                return false;
            }
        }
        return true;
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

    static Optional<Seal> seal(@Nullable Buffer stored) {
        return Optional.ofNullable(stored).map(seal -> new Seal(seal.getBytes()));
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
