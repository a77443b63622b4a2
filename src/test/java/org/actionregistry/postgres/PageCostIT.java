package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.catalog.ActionHeader;
import org.actionregistry.catalog.ActionRow;
import org.actionregistry.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page costs PostgreSQL depends neither on how many actions there are nor on how deep in the list it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageCostIT {
    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int LIMIT = 50;
    private static final ActionSearch.Bounds BOUNDS = ActionSearch.Bounds.DEFAULT;

    /**
     * Pages of PostgreSQL for a row of a list: up to three levels of an index and a page of the table for the action itself,
     * for its latest version, and twice for one of a status.
     */
    private static final int A_ROW = 16;

    private static final int A_PAGE = A_ROW * (LIMIT + 1);

    private static final List<String> TYPES =
            List.of("text", "text", "text", "bigint", "int", "text", "text", "text", "bigint", "text");

    private final TestDatabase few = TestDatabase.fresh();
    private final TestDatabase many = TestDatabase.fresh();

    /** Where a page begins: at the first name, amid the names, and at the last namespace. */
    private static final List<String> DEPTHS = List.of("", "n25", "n49.a");

    @BeforeAll
    void fill() throws SQLException {
        ManyActions.fill(few.owner(), FEW);
        ManyActions.fill(many.owner(), MANY);
    }

    /** A list, and how many actions a statement may look at for it. */
    private record Shape(
            String what,
            String sql,
            int bound,
            @Nullable String namespace,
            @Nullable String words,
            @Nullable String tag,
            @Nullable String status,
            @Nullable String key) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Shape walk(
            String what,
            @Nullable String namespace,
            @Nullable String words,
            @Nullable String tag,
            @Nullable String status) {
        return new Shape(what, ActionListing.BY_NAME, BOUNDS.first(), namespace, words, tag, status, null);
    }

    private static final Shape ALL = new Shape("all", ActionListing.ALL, LIMIT + 1, null, null, null, null, null);

    private static Stream<Shape> fullPages() {
        return Stream.of(
                ALL,
                walk("a word that all have", null, "every:*", null, null),
                walk("a tag that all have", null, null, "every", null),
                walk("a usual status", null, null, null, "active"),
                walk("all filters", null, "ever:*", "every", "active"));
    }

    @ParameterizedTest
    @MethodSource("fullPages")
    void aPageTouchesAsMuchOfALargeCatalogueAsOfASmallOneAtAnyDepth(Shape shape) throws SQLException {
        List<Long> buffers = new ArrayList<>();
        for (TestDatabase database : List.of(few, many)) {
            for (String after : List.of("", "n25.", "n48.a")) {
                ExplainedPlan plan = explain(database, shape, after);
                assertThat(plan.scanned()).isEmpty();
                assertThat(plan.sorted()).isLessThanOrEqualTo(LIMIT + 1);
                assertThat(plan.rows()).isBetween((long) (FEW / 50), (long) LIMIT + 1);
                assertThat(plan.buffers()).isLessThanOrEqualTo(A_PAGE);
                buffers.add(plan.buffers() / plan.rows());
            }
        }
        assertThat(buffers.stream().max(Long::compare).orElseThrow()
                        - buffers.stream().min(Long::compare).orElseThrow())
                .as("pages of PostgreSQL a row: %s", buffers)
                .isLessThanOrEqualTo(4);
    }

    /** Of each action, nothing but its row and its latest version's: by number, which is a small index. */
    @ParameterizedTest
    @ValueSource(strings = {"", "n25.", "n48.a"})
    void aPageIsOneRangeOfActionsAndTheirLatestVersions(String after) throws SQLException {
        ExplainedPlan plan = explain(many, ALL, after);

        assertThat(plan.indexes()).containsExactlyInAnyOrder("actions_pkey", "action_versions_log_index_key");
        assertThat(plan.sorted()).isZero();
        // For each: three levels of the index of numbers, a page of versions, at most one of actions; and the index of
        // names.
        assertThat(plan.buffers()).isLessThanOrEqualTo(5 * (LIMIT + 1) + 5);
    }

    private static Stream<Shape> boundedSearches() {
        return Stream.of(
                new Shape("a namespace", ActionListing.ALL, LIMIT + 1, "n30", null, null, null, null),
                walk("a word that few have, looked for by name", null, "rare:*", null, null),
                walk("a word that nobody has, looked for by name", null, "nowhere:*", null, null),
                walk("a tag that nobody has, looked for by name", null, null, "nowhere", null),
                walk("a status that nobody has, looked for by name", null, null, null, "unsafe"),
                new Shape(
                        "a status that few have",
                        ActionListing.BY_STATUS,
                        BOUNDS.first(),
                        null,
                        null,
                        null,
                        null,
                        "yanked"),
                new Shape(
                        "few have the word",
                        ActionListing.BY_WORDS,
                        BOUNDS.few(),
                        null,
                        "rare:*",
                        null,
                        null,
                        "rare:*"),
                new Shape(
                        "all have the word",
                        ActionListing.BY_WORDS,
                        BOUNDS.few(),
                        null,
                        "every:*",
                        null,
                        null,
                        "every:*"),
                new Shape("few have the tag", ActionListing.BY_TAG, BOUNDS.few(), null, null, "rare", null, "rare"),
                new Shape("all have the tag", ActionListing.BY_TAG, BOUNDS.few(), null, null, "every", null, "every"));
    }

    @ParameterizedTest
    @MethodSource("boundedSearches")
    void aSearchTouchesNoMoreThanItMayLookAt(Shape shape) throws SQLException {
        for (TestDatabase database : List.of(few, many)) {
            for (String after : DEPTHS) {
                ExplainedPlan plan = explain(database, shape, after);
                assertThat(plan.scanned()).isEmpty();
                assertThat(plan.sorted()).isLessThanOrEqualTo(BOUNDS.few() + 1);
                // Of each action that is looked at: its row, and where the status is asked for, its three versions.
                assertThat(plan.buffers()).isLessThanOrEqualTo(A_PAGE + 8L * shape.bound);
            }
        }
    }

    @Test
    void onlyThoseThatHaveTheStatusAreLookedAt() throws SQLException {
        Shape yanked = new Shape("yanked", ActionListing.BY_STATUS, BOUNDS.first(), null, null, null, null, "yanked");

        ExplainedPlan plan = explain(many, yanked, "");

        assertThat(plan.indexes()).contains("action_versions_status");
        assertThat(plan.buffers()).isLessThanOrEqualTo(A_PAGE);
        assertThat(plan.rows()).isEqualTo(LIMIT + 1);
    }

    @Test
    void theIndexOfWordsAndThatOfTagsAreUsed() throws SQLException {
        Shape words = new Shape("", ActionListing.BY_WORDS, BOUNDS.few(), null, "rare:*", null, null, "rare:*");
        Shape tag = new Shape("", ActionListing.BY_TAG, BOUNDS.few(), null, null, "rare", null, "rare");

        assertThat(explain(many, words, "").indexes()).contains("actions_search");
        assertThat(explain(many, tag, "").indexes()).contains("actions_tags");
    }

    private static ExplainedPlan explain(TestDatabase database, Shape shape, String after) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(
                after,
                shape.namespace == null ? "" : shape.namespace + ".",
                shape.namespace == null ? "~" : shape.namespace + "/",
                LIMIT + 1,
                ActionRow.SUMMARISED_BYTES));
        if (!shape.sql.equals(ActionListing.ALL)) {
            parameters.addAll(Arrays.asList(shape.words, shape.tag, shape.status, shape.bound));
        }
        if (shape.key != null) {
            parameters.add(shape.key);
        }
        return ExplainedPlan.of(
                database.owner(), ClientOptions.READS, shape.sql, TYPES.subList(0, parameters.size()), parameters);
    }

    @Test
    void theVersionsOfAnActionAreReadByIndexAtAnySize() throws SQLException {
        for (TestDatabase database : List.of(few, many)) {
            String second = SemanticVersion.parse("1.1.0").precedenceKey();
            for (String after : List.of("", second)) {
                ExplainedPlan page = ExplainedPlan.of(
                        database.owner(),
                        ClientOptions.READS,
                        PgCatalog.VERSIONS,
                        List.of("text", "text", "bigint"),
                        List.of("n25.a00000025", after, LIMIT + 1));
                assertThat(page.scanned()).isEmpty();
                assertThat(page.rows()).isEqualTo(after.isEmpty() ? 3 : 1);
                assertThat(page.buffers()).isLessThanOrEqualTo(20);
            }
            ExplainedPlan header = ExplainedPlan.of(
                    database.owner(),
                    ClientOptions.READS,
                    PgCatalog.HEADER,
                    List.of("text", "bigint"),
                    List.of("n25.a00000025", ActionHeader.LISTED_VERSIONS));
            assertThat(header.scanned()).isEmpty();
            assertThat(header.buffers()).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void versionsThatAreReadTogetherAreFoundByIndexAtAnySize() throws SQLException {
        for (TestDatabase database : List.of(few, many)) {
            ExplainedPlan plan = ExplainedPlan.of(
                    database.owner(),
                    ClientOptions.READS,
                    GatheredVersions.SEVERAL,
                    List.of("text[]", "text[]"),
                    List.of("{n25.a00000025,n25.a00000025,n25.a00000025}", "{1.0.0,2.0.0,3.0.0}"));
            assertThat(plan.scanned()).isEmpty();
            assertThat(plan.rows()).isEqualTo(2);
            assertThat(plan.buffers()).isLessThanOrEqualTo(20);
        }
    }
}
