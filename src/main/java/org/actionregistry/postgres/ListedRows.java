package org.actionregistry.postgres;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.Standing;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.catalog.ActionRow;
import org.jspecify.annotations.Nullable;

/** Rows of {@link ActionListing} as records; columns are read by their place, since a page has a thousand of them. */
final class ListedRows {
    private static final int NAME = 0;
    private static final int LATEST_VERSION = 1;
    private static final int TITLE = 2;
    private static final int DESCRIPTION = 3;
    private static final int TAGS = 4;
    private static final int VERSION_COUNT = 5;
    private static final int UPDATED_AT = 6;
    private static final int VERSIONS = 7;
    private static final int CANONICAL = 8;
    private static final int HASH = 9;
    private static final int SIG_ALG = 10;
    private static final int SIG_KID = 11;
    private static final int SIG = 12;
    private static final int SEAL = 13;
    private static final int CREATED_AT = 14;
    private static final int LOG_INDEX = 15;
    private static final int STATUS = 16;
    private static final int FITS = 23;
    private static final int LAST = 24;

    private ListedRows() {}

    /** Whether the row is on the page; all are, of a statement that looks at no others. */
    static boolean fits(Row row) {
        return row.size() <= FITS || row.getBoolean(FITS);
    }

    /** Whether it is the last that the statement was allowed to look at. */
    static boolean last(Row row) {
        return row.size() > LAST && row.getBoolean(LAST);
    }

    static ActionName name(Row row) {
        return new ActionName(row.getString(NAME));
    }

    static ActionRow action(Row row) {
        ActionName name = name(row);
        @Nullable String latestVersion = row.getString(LATEST_VERSION);
        Optional<Standing> standing =
                row.getString(STATUS) == null ? Optional.empty() : Optional.of(VersionRows.standing(row, STATUS));
        return new ActionRow(
                name,
                Optional.ofNullable(latestVersion),
                versions(row.getString(VERSIONS)),
                row.getInteger(VERSION_COUNT),
                Optional.ofNullable(row.getString(TITLE)),
                Optional.ofNullable(row.getString(DESCRIPTION)),
                List.of(row.getArrayOfStrings(TAGS)),
                row.getOffsetDateTime(UPDATED_AT).toInstant(),
                standing,
                latest(name, latestVersion, standing, row));
    }

    private static List<String> versions(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(" "));
    }

    private static Optional<StoredVersion> latest(
            ActionName name, @Nullable String version, Optional<Standing> standing, Row row) {
        Buffer canonical = row.getBuffer(CANONICAL);
        if (canonical == null || version == null || standing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StoredVersion(
                new Coordinate(name, SemanticVersion.parse(version)),
                canonical.getBytes(),
                row.getString(HASH),
                Optional.ofNullable(row.getString(SIG))
                        .map(sig -> new DetachedSignature(row.getString(SIG_ALG), row.getString(SIG_KID), sig)),
                VersionRows.seal(row.getBuffer(SEAL)),
                standing.get(),
                row.getOffsetDateTime(CREATED_AT).toInstant(),
                row.getLong(LOG_INDEX)));
    }
}
