package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.catalog.ActionHeader;
import org.actionregistry.catalog.ActionRow;
import org.actionregistry.catalog.Page;
import org.actionregistry.catalog.VersionLine;
import org.actionregistry.catalog.VersionQuery;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.signing.Digest;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgCatalogIT {
    private TestDatabase database;
    private OpenDatabase open;

    @BeforeAll
    void open() {
        database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
    }

    @AfterAll
    void close() {
        open.close();
    }

    private void publish(VersionPublished... entries) {
        Outcome.of(open.journal().append(List.of(entries)));
    }

    private ActionHeader header(String name) {
        return Outcome.of(open.catalog().header(new ActionName(name))).orElseThrow();
    }

    @Test
    void whatWasNeverPublishedIsAbsent() {
        ActionName name = new ActionName("no.such");

        assertThat(Outcome.of(open.catalog().header(name))).isEmpty();
        assertThat(Outcome.of(open.catalog().exists(name))).isFalse();
        assertThat(Outcome.of(open.catalog().versions(new VersionQuery(name, 10, Optional.empty()))))
                .isEmpty();
        assertThat(Outcome.of(open.catalog().version(Coordinate.parse("no.such", "1.0.0"))))
                .isEmpty();
        assertThat(Outcome.of(open.catalog().document(Digest.of(new byte[] {1}))))
                .isEmpty();
    }

    @Test
    void anUnknownVersionOfAKnownActionIsAbsent() {
        publish(Publication.of("known", "1.0.0"));

        assertThat(Outcome.of(open.catalog().exists(new ActionName("known")))).isTrue();
        assertThat(Outcome.of(open.catalog().version(Coordinate.parse("known", "1.0.1"))))
                .isEmpty();
    }

    /** More than one statement reads, some twice, some absent, one that somebody has spoilt. */
    @Test
    void versionsAskedForInOneTurnAreEachFoundOrNot() {
        List<Coordinate> coordinates = IntStream.range(0, 100)
                .mapToObj(i -> Coordinate.parse("gathered.n" + i % 40, i % 3 == 0 ? "1.0.1" : "1.0.0"))
                .toList();
        publish(coordinates.stream()
                .filter(each -> each.version().toString().equals("1.0.0"))
                .map(each -> each.name().value())
                .distinct()
                .map(name -> Publication.of(name, "1.0.0"))
                .toArray(VersionPublished[]::new));
        Sql.run(
                database.owner(),
                "ALTER TABLE action_versions DROP CONSTRAINT action_versions_status_check",
                "UPDATE action_versions SET status = 'spoilt' WHERE name = 'gathered.n1'");
        Promise<List<Future<Optional<StoredVersion>>>> asked = Promise.promise();

        open.vertx()
                .runOnContext(turn -> asked.complete(
                        coordinates.stream().map(open.catalog()::version).toList()));

        List<Future<Optional<StoredVersion>>> found = Outcome.of(asked.future());
        for (int i = 0; i < found.size(); i++) {
            Coordinate coordinate = coordinates.get(i);
            boolean published = coordinate.version().toString().equals("1.0.0");
            if (published && coordinate.name().value().equals("gathered.n1")) {
                assertThat(Outcome.failureOf(found.get(i))).isInstanceOf(IllegalArgumentException.class);
            } else {
                assertThat(Outcome.of(found.get(i)).map(StoredVersion::coordinate))
                        .isEqualTo(published ? Optional.of(coordinate) : Optional.empty());
            }
        }
        Sql.run(database.owner(), "UPDATE action_versions SET status = 'active' WHERE name = 'gathered.n1'");
    }

    @Test
    void aDocumentIsFoundByItsDigest() {
        VersionPublished entry = Publication.of("by.digest", "1.0.0");
        publish(entry);

        assertThat(Outcome.of(open.catalog().document(entry.manifest().digest())))
                .hasValueSatisfying(
                        bytes -> assertThat(bytes).isEqualTo(entry.manifest().canonical()));
    }

    @Test
    void theLatestVersionIsTheHighestRelease() {
        publish(Publication.of("latest.release", "1.9.0", "{\"title\":\"old\"}"));
        publish(
                Publication.of("latest.release", "2.0.0-rc.1", "{\"title\":\"candidate\"}"),
                Publication.of("latest.release", "1.10.0", "{\"title\":\"new\"}"),
                Publication.of("latest.release", "1.2.0", "{\"title\":\"older\"}"));

        ActionHeader header = header("latest.release");
        assertThat(header.latestVersion()).contains("1.10.0");
        assertThat(header.title()).contains("new");
        assertThat(header.versionCount()).isEqualTo(4);
        assertThat(header.versions())
                .extracting(line -> line.version().toString())
                .containsExactly("1.2.0", "1.9.0", "1.10.0", "2.0.0-rc.1");
    }

    @Test
    void withoutAReleaseTheLatestVersionIsTheHighestPreRelease() {
        publish(Publication.of("latest.pre", "1.0.0-alpha.2"), Publication.of("latest.pre", "1.0.0-alpha.10"));

        assertThat(header("latest.pre").latestVersion()).contains("1.0.0-alpha.10");
    }

    @Test
    void yankedAndUnsafeVersionsAreNeverTheLatest() {
        publish(Publication.of("latest.yanked", "1.0.0"), Publication.of("latest.yanked", "2.0.0"));
        Sql.run(
                database.owner(),
                "UPDATE action_versions SET status = 'unsafe', status_reason = 'leaks' WHERE name = 'latest.yanked'"
                        + " AND version = '2.0.0'");
        publish(Publication.of("latest.yanked", "0.9.0"));

        ActionHeader header = header("latest.yanked");
        assertThat(header.latestVersion()).contains("1.0.0");
        VersionLine highest = header.versions().get(2);
        assertThat(highest.standing().status()).isEqualTo(VersionStatus.UNSAFE);
        assertThat(highest.standing().reason()).contains("leaks");
    }

    @Test
    void anActionWithNothingUsableHasNoLatestVersion() {
        // Later, yanking will refresh the summary; here a trigger yanks each version before its summary is made.
        Sql.run(
                database.owner(),
                "CREATE FUNCTION yank() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.status := ''yanked''; RETURN NEW; END'",
                "CREATE TRIGGER yank BEFORE INSERT ON action_versions FOR EACH ROW WHEN (NEW.name = 'latest.none')"
                        + " EXECUTE FUNCTION yank()");
        publish(
                Publication.of("latest.none", "1.0.0", "{\"title\":\"t\",\"tags\":[\"x\"]}"),
                Publication.of("latest.none", "1.0.1"));

        ActionHeader header = header("latest.none");
        assertThat(header.latestVersion()).isEmpty();
        assertThat(header.tags()).isEmpty();
        ActionRow row = Outcome.of(open.catalog().list(ActionQueries.namespace("latest"))).items().stream()
                .filter(action -> action.name().value().equals("latest.none"))
                .findFirst()
                .orElseThrow();
        assertThat(row.latest()).isEmpty();
        assertThat(row.versions()).containsExactly("1.0.0", "1.0.1");
    }

    @Test
    void versionsComeInPagesOfAscendingPrecedence() {
        publish(IntStream.range(0, 25)
                .mapToObj(minor -> Publication.of("paged", "1." + minor + ".0"))
                .toArray(VersionPublished[]::new));

        Page<VersionLine> first = versions("paged", 10, Optional.empty());
        Page<VersionLine> second = versions("paged", 10, Optional.of("1.9.0"));
        Page<VersionLine> last = versions("paged", 10, Optional.of("1.19.0"));
        Page<VersionLine> behind = versions("paged", 10, Optional.of("1.24.0"));

        assertThat(first.items())
                .extracting(line -> line.version().toString())
                .startsWith("1.0.0", "1.1.0", "1.2.0")
                .endsWith("1.9.0");
        assertThat(first.more()).isTrue();
        assertThat(second.items().get(0).version()).hasToString("1.10.0");
        assertThat(last.items()).hasSize(5);
        assertThat(last.more()).isFalse();
        assertThat(behind).isEqualTo(new Page<>(List.of(), false));
    }

    private Page<VersionLine> versions(String name, int limit, Optional<String> after) {
        return Outcome.of(open.catalog()
                        .versions(new VersionQuery(new ActionName(name), limit, after.map(SemanticVersion::parse))))
                .orElseThrow();
    }

    @Test
    void aHeaderListsTheHighestVersionsOnly() {
        publish(IntStream.range(0, 205)
                .mapToObj(patch -> Publication.of("many", "1.0." + patch, "{\"description\":\"d" + patch + "\"}"))
                .toArray(VersionPublished[]::new));

        ActionHeader header = header("many");
        assertThat(header.versionCount()).isEqualTo(205);
        assertThat(header.versions()).hasSize(ActionHeader.LISTED_VERSIONS);
        assertThat(header.versions().get(0).version()).hasToString("1.0.5");
        assertThat(header.versions().get(199).version()).hasToString("1.0.204");
        assertThat(header.description()).contains("d204");
    }
}
