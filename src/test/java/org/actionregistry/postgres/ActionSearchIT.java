package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.catalog.ActionPage;
import org.actionregistry.catalog.ActionQuery;
import org.actionregistry.catalog.ActionRow;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionSearchIT {
    private OpenDatabase open;

    @BeforeAll
    void open() {
        TestDatabase database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
        publish(
                Publication.of(
                        "files.move",
                        "1.0.0",
                        "{\"title\":\"Move a file\",\"description\":\"Renames (or moves) it; costs 50%.\","
                                + "\"tags\":[\"disk\",\"50%\"]}"),
                Publication.of("files.read_text", "1.0.0", "{\"description\":\"Liest eine Überschrift — schnell\"}"),
                Publication.of("files-archive.zip", "1.0.0", "{\"tags\":[\"disk\",\"a,b\",\"x\\u0000\"]}"),
                Publication.of("filesystem.stat", "1.0.0", "{\"description\":\"see example.com/docs v1.2\"}"),
                Publication.of("files", "1.0.0", "{\"description\":\"送金 する\"}"),
                Publication.of("mail.send", "0.9.0", "{\"description\":\"obsolete words\",\"tags\":[\"old\"]}"),
                Publication.of("mail.send", "1.0.0", "{\"description\":\"Sends mail\",\"tags\":[\"net\"]}"),
                Publication.of("paged.one", "1.0.0", "{\"tags\":[\"odd\"]}"),
                Publication.of("paged.two", "1.0.0", "{\"tags\":[\"even\"]}"),
                Publication.of("paged.two", "1.1.0", "{\"tags\":[\"even\"]}"),
                Publication.of("paged.three", "1.0.0", "{\"tags\":[\"odd\"]}"),
                Publication.of("big.one", "1.0.0", "{\"x\":\"" + "x".repeat(ActionRow.SUMMARISED_BYTES) + "\"}"));
        deprecate(database);
    }

    private void deprecate(TestDatabase database) {
        Sql.run(database.owner(), "UPDATE action_versions SET status = 'deprecated' WHERE name LIKE 'paged.%'");
    }

    private void publish(VersionPublished... entries) {
        Outcome.of(open.journal().append(List.of(entries)));
    }

    @AfterAll
    void close() {
        open.close();
    }

    private List<String> names(ActionQuery query) {
        return Outcome.of(open.catalog().list(query)).items().stream()
                .map(row -> row.name().value())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "move | files.move",
                "MOV | files.move",
                "file move | files.move",
                "files.move | files.move",
                "read_text | files.read_text",
                "text | files.read_text",
                "Überschr | files.read_text",
                "überschrift schnell | files.read_text",
                "送金 | files",
                "example com docs | filesystem.stat",
                "net | mail.send",
                "disk | files-archive.zip, files.move",
                "file | files, files-archive.zip, files.move, files.read_text, filesystem.stat",
                "move mail | ''",
                "obsolete | ''",
                "ove | ''",
            })
    void everyWordMustBeginOneOfTheLatestVersion(String text, String expected) {
        assertThat(String.join(", ", names(ActionQueries.text(text)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "%", "'", "!&|()<->:*\\", "--", "\0"})
    void aTextWithoutWordsMatchesNothing(String text) {
        assertThat(names(ActionQueries.text(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"move & !file", "move:A", "'move'", "move | mail", "move <-> a", "\\move", "50%"})
    void querySyntaxIsTakenAsWords(String text) {
        assertThat(Outcome.of(open.catalog().list(ActionQueries.text(text))).next())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"files | files.move, files.read_text", "file | ''", "mail | mail.send", "% | ''", "_ail | ''"})
    void aNamespaceIsADottedPrefixNotAPattern(String namespace, String expected) {
        assertThat(String.join(", ", names(ActionQueries.namespace(namespace)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disk | files-archive.zip, files.move",
                "50% | files.move",
                "a,b | files-archive.zip",
                "old | ''",
                "dis | ''"
            })
    void aTagIsMatchedWhole(String tag, String expected) {
        assertThat(String.join(", ", names(ActionQueries.tag(tag)))).isEqualTo(expected);
    }

    @Test
    void aTagWithANulCharacterIsFoundAsItWasStored() {
        assertThat(names(ActionQueries.tag("x\0"))).containsExactly("files-archive.zip");
    }

    @Test
    void filtersApplyTogether() {
        assertThat(names(new ActionQuery(
                        Optional.of("file"),
                        Optional.of("files"),
                        Optional.of("disk"),
                        Optional.empty(),
                        10,
                        Optional.empty())))
                .containsExactly("files.move");
    }

    @Test
    void pagesFollowEachOtherByNameWithoutGapOrRepeat() {
        List<String> names = new ArrayList<>();
        Optional<String> after = Optional.empty();
        ActionPage<ActionRow> page;
        do {
            page = Outcome.of(open.catalog().list(ActionQueries.all(2, after)));
            assertThat(page.items()).hasSizeBetween(1, 2);
            page.items().forEach(row -> names.add(row.name().value()));
            after = Optional.of(names.get(names.size() - 1));
        } while (page.next().isPresent());

        assertThat(names)
                .filteredOn(name -> !name.startsWith("zz."))
                .containsExactly(
                        "big.one",
                        "files",
                        "files-archive.zip",
                        "files.move",
                        "files.read_text",
                        "filesystem.stat",
                        "mail.send",
                        "paged.one",
                        "paged.three",
                        "paged.two");
    }

    static Stream<ActionQuery> filters() {
        Optional<String> none = Optional.empty();
        Optional<VersionStatus> any = Optional.empty();
        return Stream.of(
                query(none, none, none, any),
                query(Optional.of("file"), none, none, any),
                query(Optional.of("f i"), none, none, any),
                query(Optional.of("move"), none, none, any),
                query(Optional.of("absent"), none, none, any),
                query(none, none, Optional.of("disk"), any),
                query(none, none, Optional.of("absent"), any),
                query(none, Optional.of("files"), Optional.of("disk"), any),
                query(Optional.of("file"), none, Optional.of("disk"), Optional.of(VersionStatus.ACTIVE)),
                query(none, none, none, Optional.of(VersionStatus.ACTIVE)),
                query(none, none, none, Optional.of(VersionStatus.DEPRECATED)),
                query(Optional.of("paged"), none, none, Optional.of(VersionStatus.DEPRECATED)),
                query(none, Optional.of("paged"), Optional.of("odd"), Optional.of(VersionStatus.DEPRECATED)));
    }

    private static ActionQuery query(
            Optional<String> text, Optional<String> namespace, Optional<String> tag, Optional<VersionStatus> status) {
        return new ActionQuery(text, namespace, tag, status, ActionQuery.MAX_LIMIT, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("filters")
    void howeverLittleAStatementMayLookAtAllPagesTogetherHaveAllThatFits(ActionQuery query) {
        ActionPage<ActionRow> whole = Outcome.of(open.catalog().list(query));
        assertThat(whole.next()).isEmpty();

        for (ActionSearch.Bounds bounds : List.of(
                new ActionSearch.Bounds(4, 1, 3),
                new ActionSearch.Bounds(3, 5, 4),
                new ActionSearch.Bounds(5, 100, 1))) {
            assertThat(paged(new ActionSearch(open.database(), bounds), query))
                    .as(bounds.toString())
                    .isEqualTo(whole.items().stream().map(ActionRow::name).toList());
        }
    }

    private static List<ActionName> paged(ActionSearch search, ActionQuery query) {
        List<ActionName> found = new ArrayList<>();
        Optional<ActionName> after = Optional.empty();
        do {
            ActionPage<ActionRow> page = Outcome.of(search.find(
                    new ActionQuery(query.text(), query.namespace(), query.tag(), query.status(), 2, after)));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(row -> found.add(row.name()));
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    @Test
    void aRowCarriesItsLatestVersionForTheVerdict() {
        ActionRow row = row("mail.send");

        assertThat(row.latestVersion()).contains("1.0.0");
        assertThat(row.versions()).containsExactly("0.9.0", "1.0.0");
        assertThat(row.versionCount()).isEqualTo(2);
        assertThat(row.description()).contains("Sends mail");
        assertThat(row.tags()).containsExactly("net");
        assertThat(row.latest().orElseThrow().coordinate()).hasToString("mail.send@1.0.0");
        assertThat(row.latest().orElseThrow().canonical())
                .asString()
                .isEqualTo("{\"description\":\"Sends mail\",\"tags\":[\"net\"]}");
    }

    @Test
    void aLargeDocumentIsLeftOutOfTheList() {
        assertThat(row("big.one").latestVersion()).contains("1.0.0");
        assertThat(row("big.one").latest()).isEmpty();
    }

    @Test
    void aRowListsTheHighestHundredVersionsInAscendingOrder() {
        publish(IntStream.range(0, 103)
                .mapToObj(patch -> Publication.of("zz.many", "1.0." + patch))
                .toArray(VersionPublished[]::new));

        ActionRow row = row("zz.many");
        assertThat(row.versions()).hasSize(100).startsWith("1.0.3", "1.0.4").endsWith("1.0.102");
        assertThat(row.versionCount()).isEqualTo(103);
    }

    private ActionRow row(String name) {
        return Outcome.of(open.catalog().list(ActionQueries.all(200, Optional.empty()))).items().stream()
                .filter(row -> row.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
