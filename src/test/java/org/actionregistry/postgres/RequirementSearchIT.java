package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.catalog.Resolution;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Resolving among very many versions of which almost none may be used. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequirementSearchIT {
    private static final int VERSIONS = 3000;

    private TestDatabase database;
    private OpenDatabase open;

    @BeforeAll
    void publish() {
        database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
        for (int start = 0; start < VERSIONS; start += 500) {
            Outcome.of(open.journal()
                    .append(IntStream.range(start, start + 500)
                            .mapToObj(i -> Publication.of("deep", "1." + i + ".0"))
                            .toList()));
        }
        Outcome.of(open.journal().append(List.of(Publication.of("deep", "2.0.0-rc.1"))));
        Sql.run(
                database.owner(),
                "UPDATE action_versions SET status = 'yanked' WHERE name = 'deep' AND version <> '1.0.0'",
                "UPDATE actions SET latest_version = '1.0.0' WHERE name = 'deep'",
                "ANALYZE");
    }

    @AfterAll
    void close() {
        open.close();
    }

    @Test
    void theLowestOfManyIsFoundUnderAllThatIsYanked() {
        for (String wanted : List.of("deep@^1", "deep@*", "deep@1.0.0 || ~1.7 || >=1.9", "deep")) {
            Resolution found = Outcome.of(open.catalog().resolve(List.of(Requirement.parse(wanted))))
                    .get(0);
            assertThat(found.version().map(Resolution.Resolved::version))
                    .as(wanted)
                    .contains(SemanticVersion.parse("1.0.0"));
            assertThat(found.skipped()).hasSize(Resolution.MAX_SKIPPED);
        }
    }

    @Test
    void answersStandInTheOrderOfTheQuestions() {
        List<Requirement> asked =
                List.of(Requirement.parse("none"), Requirement.parse("deep@^1"), Requirement.parse("deep@stable"));
        List<Resolution> found = Outcome.of(open.catalog().resolve(asked));
        assertThat(found).extracting(Resolution::requirement).containsExactlyElementsOf(asked);
        assertThat(found).extracting(Resolution::actionExists).containsExactly(false, true, true);
        assertThat(found).extracting(each -> each.version().isPresent()).containsExactly(false, true, false);
    }

    /** Of the 3001 versions, the one that is chosen and those that are named. */
    @Test
    void noMoreVersionsAreReadThanTheAnswerNames() throws SQLException {
        String span = "{\"start\":\"0011\",\"stop\":\"0012\"}";
        String wanted =
                new JsonArray().add(new JsonObject(span).put("pre", false)).encode();
        assertThat(versionsRead(explained("deep", wanted, "[" + span + "]")))
                .isBetween(1L, 1L + Resolution.MAX_SKIPPED);
    }

    private JsonObject explained(String name, String wanted, String extent) throws SQLException {
        String sql = "EXPLAIN (ANALYZE, FORMAT JSON) " + RequirementSearch.RESOLVE.replaceAll("\\$[1-5]", "?");
        try (Connection connection = Sql.connect(database.owner());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            List<String> texts = List.of(name, "", wanted, extent);
            for (int i = 0; i < texts.size(); i++) {
                statement.setArray(i + 1, connection.createArrayOf("text", new String[] {texts.get(i)}));
            }
            statement.setInt(5, Resolution.MAX_SKIPPED);
            statement.setInt(6, Resolution.MAX_SKIPPED);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return new JsonArray(rows.getString(1)).getJsonObject(0).getJsonObject("Plan");
            }
        }
    }

    /** Rows that scans of the versions found or threw away. */
    private static long versionsRead(JsonObject node) {
        long read = 0;
        if ("action_versions".equals(node.getString("Relation Name"))) {
            long loops = node.getLong("Actual Loops");
            read = loops * node.getLong("Actual Rows")
                    + loops
                            * Optional.ofNullable(node.getLong("Rows Removed by Filter"))
                                    .orElse(0L);
        }
        for (Object child : node.getJsonArray("Plans", new JsonArray())) {
            read += versionsRead((JsonObject) child);
        }
        return read;
    }
}
