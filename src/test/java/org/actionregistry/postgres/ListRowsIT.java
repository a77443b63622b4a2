package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.catalog.ActionRow;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.testing.ListRows;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What stands in the row of an action for lists, however it came there. */
class ListRowsIT {
    private static final String INSERT_VERSION = """
            INSERT INTO action_versions (name, version, precedence, prerelease, schema_json, canonical, hash, created_at, log_index,
                status)
            VALUES ('%s', '%s', '%s', %s, '{}', '{}', 'none', now(), %d, '%s')
            """;

    /** As a server before these columns writes it. */
    private static final String INSERT_ACTION = """
            INSERT INTO actions AS a (name, namespace, folded, created_at, updated_at, latest_version, version_count)
            VALUES ('%1$s', '', '%1$s', now(), now(), %2$s, %3$d)
            ON CONFLICT (name) DO UPDATE SET latest_version = excluded.latest_version,
                version_count = a.version_count + excluded.version_count
            """;

    private static String version(String name, String version, int index, String status) {
        SemanticVersion parsed = SemanticVersion.parse(version);
        return String.format(INSERT_VERSION, name, version, parsed.precedenceKey(), parsed.preRelease(), index, status);
    }

    private static String action(String name, Optional<String> latest, int gained) {
        return String.format(
                INSERT_ACTION, name, latest.map(text -> "'" + text + "'").orElse("NULL"), gained);
    }

    /** Without journal entries, whose absence the foreign keys would notice; triggers are those of a server's writes. */
    private static void write(DatabaseUrl owner, Stream<String> statements) {
        Sql.run(
                owner,
                Stream.concat(
                                Stream.of(
                                        "ALTER TABLE action_versions DROP CONSTRAINT IF EXISTS action_versions_log_index_fkey"),
                                statements)
                        .toArray(String[]::new));
    }

    private static void writeTogether(DatabaseUrl owner, String... statements) {
        write(owner, Stream.of("BEGIN;" + String.join(";", statements) + ";COMMIT"));
    }

    @Test
    void theMigrationFillsTheRowsThatAreThere() {
        DatabaseUrl owner = TestDatabase.unmigrated().owner();
        migrateTo(owner, "9");
        String[] many = IntStream.range(0, 150)
                .mapToObj(i -> version("many", "1." + i + ".0", i, i == 149 ? "yanked" : "active"))
                .toArray(String[]::new);
        writeTogether(
                owner,
                Stream.concat(Stream.of(many), Stream.of(action("many", Optional.of("1.148.0"), 150)))
                        .toArray(String[]::new));
        writeTogether(
                owner,
                version("none.left", "1.0.0-rc.2", 200, "unsafe"),
                version("none.left", "1.0.0-rc.10", 201, "yanked"),
                action("none.left", Optional.empty(), 2));

        Migrations.run(owner);

        ListRows.areRight(owner);
        assertThat(Sql.value(owner, "SELECT versions FROM actions WHERE name = 'none.left'"))
                .isEqualTo("1.0.0-rc.2 1.0.0-rc.10");
        assertThat(Sql.value(owner, "SELECT versions FROM actions WHERE name = 'many'"))
                .startsWith("1.50.0 1.51.0 ")
                .endsWith(" 1.149.0");
    }

    private static void migrateTo(DatabaseUrl owner, String version) {
        Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password().orElse(""))
                .jdbcProperties(owner.jdbcSettings())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    @Test
    void aServerOfTheVersionBeforeMayStillWrite() {
        DatabaseUrl owner = TestDatabase.fresh().owner();

        writeTogether(owner, version("old", "1.0.0", 1, "active"), action("old", Optional.of("1.0.0"), 1));
        ListRows.areRight(owner);
        writeTogether(owner, version("old", "2.0.0", 2, "active"), action("old", Optional.of("2.0.0"), 1));
        ListRows.areRight(owner);
        writeTogether(owner, version("old", "1.5.0", 3, "active"), action("old", Optional.of("2.0.0"), 1));
        ListRows.areRight(owner);
        writeTogether(
                owner,
                "UPDATE action_versions SET status = 'yanked' WHERE version = '2.0.0'",
                action("old", Optional.of("1.5.0"), 0));
        ListRows.areRight(owner);
        writeTogether(owner, "UPDATE action_versions SET status = 'unsafe'", action("old", Optional.empty(), 0));
        ListRows.areRight(owner);
    }

    @Test
    void anActionNamesItsHighestVersionsHoweverTheyCame() {
        TestDatabase database = TestDatabase.fresh();
        List<VersionPublished> entries = new java.util.ArrayList<>(IntStream.range(0, 260)
                .mapToObj(i -> Publication.of("many.versions", "1." + i + ".0"))
                .toList());
        Collections.shuffle(entries, new Random(20261128));
        try (OpenDatabase open = OpenDatabase.of(database.runtime())) {
            Outcome.of(open.journal().append(entries.subList(0, 150)));
            ListRows.areRight(database.owner());
            entries.subList(150, 260).forEach(entry -> Outcome.of(open.journal().append(List.of(entry))));
            ListRows.areRight(database.owner());

            ActionRow row = Outcome.of(open.catalog().list(ActionQueries.all(10, Optional.empty())))
                    .items()
                    .get(0);

            assertThat(row.versionCount()).isEqualTo(260);
            assertThat(row.versions())
                    .isEqualTo(IntStream.range(160, 260)
                            .mapToObj(i -> "1." + i + ".0")
                            .toList());
            assertThat(row.latest().orElseThrow().coordinate()).hasToString("many.versions@1.259.0");
        }
    }

    @Test
    void thereIsNoVerdictOnAnotherVersionThanIsNamed() {
        TestDatabase database = TestDatabase.fresh();
        try (OpenDatabase open = OpenDatabase.of(database.runtime())) {
            Outcome.of(open.journal()
                    .append(List.of(
                            Publication.of("a", "1.0.0"), Publication.of("a", "2.0.0"), Publication.of("b", "2.0.0"))));
            for (String tampering :
                    List.of("latest_index = 0", "latest_index = 2", "latest_index = NULL", "latest_index = 77")) {
                Sql.run(database.owner(), "UPDATE actions SET " + tampering + " WHERE name = 'a'");

                ActionRow row = Outcome.of(open.catalog().list(ActionQueries.all(10, Optional.empty())))
                        .items()
                        .get(0);

                assertThat(row.latestVersion()).contains("2.0.0");
                assertThat(row.latest()).as(tampering).isEmpty();
                assertThat(row.standing()).as(tampering).isEmpty();
            }
        }
    }
}
