package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.DistTag;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.VersionRange;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.catalog.Resolution;

/** Finds the versions that requirements ask for, all of them with one statement. */
final class RequirementSearch {
    /**
     * A range comes as stretches of precedence: the best version of each is one probe of the index of versions that may be
     * resolved, however many others there are, and what was passed over is read from the top of each. Neither reads a
     * document.
     */
    static final String RESOLVE = """
            SELECT w.number, a.name IS NOT NULL AS known, b.version, b.hash, b.sig_kid, b.log_index, b.status,
                   s.versions AS skipped_versions, s.statuses AS skipped_statuses
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
                AS w (name, tag, wanted, extent, number)
            LEFT JOIN actions a ON a.name = w.name COLLATE "C"
            LEFT JOIN dist_tags t ON t.name = w.name COLLATE "C" AND t.tag = w.tag COLLATE "C"
            LEFT JOIN LATERAL (
                SELECT v.version, v.hash, v.sig_kid, v.log_index, v.status, v.precedence
                FROM action_versions v
                WHERE v.name = a.name
                  AND v.version = CASE WHEN w.tag = 'latest' THEN a.latest_version ELSE t.version END
                UNION ALL
                SELECT best.*
                FROM jsonb_to_recordset(w.wanted::jsonb) AS x (pre boolean, start text, stop text)
                CROSS JOIN LATERAL (
                    SELECT v.version, v.hash, v.sig_kid, v.log_index, v.status, v.precedence
                    FROM action_versions v
                    WHERE v.name = a.name AND v.prerelease = x.pre AND v.status IN ('active', 'deprecated')
                      AND v.precedence >= x.start COLLATE "C" AND v.precedence < x.stop COLLATE "C"
                    ORDER BY v.precedence DESC
                    LIMIT 1
                ) best
                ORDER BY precedence DESC
                LIMIT 1
            ) b ON true
            LEFT JOIN LATERAL (
                SELECT array_agg(top.version ORDER BY top.precedence DESC) AS versions,
                       array_agg(top.status ORDER BY top.precedence DESC) AS statuses
                FROM (
                    SELECT h.*
                    FROM jsonb_to_recordset(w.extent::jsonb) AS x (start text, stop text)
                    CROSS JOIN LATERAL (
                        SELECT v.version, v.status, v.precedence
                        FROM action_versions v
                        WHERE v.name = a.name
                          AND v.precedence >= x.start COLLATE "C" AND v.precedence < x.stop COLLATE "C"
                          AND v.precedence > coalesce(b.precedence, '')
                        ORDER BY v.precedence DESC
                        LIMIT $5
                    ) h
                    ORDER BY h.precedence DESC
                    LIMIT $5
                ) top
            ) s ON true
            ORDER BY w.number
            """;

    private final Database database;

    RequirementSearch(Database database) {
        this.database = database;
    }

    /** From the primary: what was yanked a moment ago must not be chosen because a replica has not heard of it. */
    Future<List<Resolution>> resolve(List<Requirement> requirements) {
        return database.statement(database.current()
                .preparedQuery(RESOLVE)
                .execute(Tuple.of(
                        texts(requirements, each -> each.name().value()),
                        texts(requirements, RequirementSearch::tag),
                        texts(requirements, RequirementSearch::wanted),
                        texts(requirements, RequirementSearch::extent),
                        Resolution.MAX_SKIPPED))
                .map(rows -> {
                    List<Resolution> resolutions = new ArrayList<>(requirements.size());
                    for (Row row : rows) {
                        resolutions.add(resolution(requirements.get(resolutions.size()), row));
                    }
                    return resolutions;
                }));
    }

    private interface Column {
        String of(Requirement requirement);
    }

    private static String[] texts(List<Requirement> requirements, Column column) {
        return requirements.stream().map(column::of).toArray(String[]::new);
    }

    /** No tag is empty. */
    private static String tag(Requirement requirement) {
        return requirement
                .tag()
                .map(DistTag::value)
                .orElseGet(() -> requirement.range().isPresent() ? "" : DistTag.LATEST);
    }

    private static String wanted(Requirement requirement) {
        JsonArray spans = new JsonArray();
        requirement.range().ifPresent(range -> {
            range.extent().forEach(span -> spans.add(json(span).put("pre", false)));
            range.preReleases().forEach(span -> spans.add(json(span).put("pre", true)));
        });
        return spans.encode();
    }

    /** A tag names one version, beside which none is passed over. */
    private static String extent(Requirement requirement) {
        JsonArray spans = new JsonArray();
        if (requirement.tag().isEmpty()) {
            requirement
                    .range()
                    .map(VersionRange::extent)
                    .orElse(List.of(VersionRange.Span.ALL))
                    .forEach(span -> spans.add(json(span)));
        }
        return spans.encode();
    }

    private static JsonObject json(VersionRange.Span span) {
        return new JsonObject().put("start", span.from()).put("stop", span.to());
    }

    private static Resolution resolution(Requirement requirement, Row row) {
        List<Resolution.Skipped> skipped = new ArrayList<>();
        String[] versions = row.getArrayOfStrings("skipped_versions");
        String[] statuses = row.getArrayOfStrings("skipped_statuses");
        for (int i = 0; versions != null && i < versions.length; i++) {
            skipped.add(new Resolution.Skipped(SemanticVersion.parse(versions[i]), VersionStatus.ofWord(statuses[i])));
        }
        Optional<Resolution.Resolved> found =
                Optional.ofNullable(row.getString("version")).map(version -> resolved(version, row));
        Optional<Resolution.Resolved> usable = found.filter(version -> Resolution.resolvable(version.status()));
        if (usable.isEmpty()) {
            found.ifPresent(version -> skipped.add(new Resolution.Skipped(version.version(), version.status())));
        }
        return new Resolution(requirement, row.getBoolean("known"), usable, skipped);
    }

    private static Resolution.Resolved resolved(String version, Row row) {
        return new Resolution.Resolved(
                SemanticVersion.parse(version),
                row.getString("hash"),
                Optional.ofNullable(row.getString("sig_kid")),
                row.getLong("log_index"),
                VersionStatus.ofWord(row.getString("status")));
    }
}
