package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /actions/{name}/tags/{tag}}, through two servers of one registry. */
class TagsIT {
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final TestRegistry REGISTRY = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final TestRegistry OTHER = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final RegistryHttp HTTP = REGISTRY.http();

    @AfterAll
    static void stop() {
        REGISTRY.close();
        OTHER.close();
    }

    private static void publish(String name, String... versions) {
        for (String version : versions) {
            HTTP.published(name, version, "{}");
        }
    }

    private static Answer point(String name, String tag, String version) {
        return HTTP.put(
                "/actions/" + name + "/tags/" + tag,
                new JsonObject().put("version", version).encode());
    }

    private static void assertTags(String name, JsonObject tags) {
        OTHER.http()
                .getUntil(
                        "/actions/" + name,
                        answer -> answer.json().getJsonObject("dist_tags").equals(tags));
    }

    @Test
    void aTagIsMadeMovedAndRemovedWithAnEntryEach() {
        publish("tags.life", "1.0.0", "1.1.0");

        JsonObject made = point("tags.life", "stable", "1.0.0").expect(200).json();
        assertThat(made.getBoolean("changed")).isTrue();
        assertTags("tags.life", new JsonObject().put("latest", "1.1.0").put("stable", "1.0.0"));
        JsonObject again = point("tags.life", "stable", "1.0.0").expect(200).json();
        assertThat(again.getBoolean("changed")).isFalse();
        assertThat(again.getLong("log_index")).isEqualTo(made.getLong("log_index"));
        JsonObject moved = point("tags.life", "stable", "1.1.0").expect(200).json();
        assertThat(moved.getLong("log_index")).isEqualTo(made.getLong("log_index") + 1);
        assertTags("tags.life", new JsonObject().put("latest", "1.1.0").put("stable", "1.1.0"));
        JsonObject gone =
                HTTP.delete("/actions/tags.life/tags/stable").expect(200).json();
        assertThat(gone.getLong("log_index")).isEqualTo(moved.getLong("log_index") + 1);
        assertTags("tags.life", new JsonObject().put("latest", "1.1.0"));
        HTTP.delete("/actions/tags.life/tags/stable").expect(404, "TAG_NOT_FOUND");
    }

    @Test
    void latestIsComputedAroundWhatIsYankedAndATagToItStays() {
        publish("tags.latest", "1.0.0", "2.0.0", "3.0.0-rc.1");
        point("tags.latest", "next", "2.0.0").expect(200);

        HTTP.patch("/actions/tags.latest/versions/2.0.0/status", "{\"status\":\"yanked\"}")
                .expect(200);

        assertTags("tags.latest", new JsonObject().put("latest", "1.0.0").put("next", "2.0.0"));
    }

    @Test
    void aTagPointsToWhatIsPublished() {
        publish("tags.there", "1.0.0");
        point("tags.there", "stable", "2.0.0").expect(404, "VERSION_NOT_FOUND");
        point("tags.nowhere", "stable", "1.0.0").expect(404, "VERSION_NOT_FOUND");
        point("tags.there", "stable", "1.0").expect(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "1.0.0",
                "1",
                "v1",
                "v1.2.3",
                "x",
                "x.x",
                "v",
                "v1-rc",
                "Stable",
                "a_",
                "-a",
                "%3Cscript%3E",
                "a%0d%0aX:1",
                "a'--",
                "tag-of-more-than-sixty-four-characters-which-is-one-too-many-for-it"
            })
    void whatReadsAsAVersionOrIsNoNameIsNoTag(String tag) {
        point("tags.named", tag, "1.0.0").expect(400, "BAD_REQUEST");
    }

    @Test
    void anActionHasAHundredTagsAndNoMore() {
        publish("tags.many", "1.0.0", "1.1.0");
        for (int i = 0; i < 100; i++) {
            point("tags.many", "t" + i, "1.0.0").expect(200);
        }
        point("tags.many", "one-more", "1.0.0").expect(400, "BAD_REQUEST");
        point("tags.many", "t99", "1.1.0").expect(200);
    }

    @Test
    void aRefusedMoveLeavesNoEntry() {
        publish("tags.refused", "1.0.0");
        String before = Sql.value(REGISTRY.owner(), "SELECT next_index FROM journal_head");
        point("tags.refused", "stable", "2.0.0").expect(404, "VERSION_NOT_FOUND");
        assertThat(Sql.value(REGISTRY.owner(), "SELECT next_index FROM journal_head"))
                .isEqualTo(before);
    }
}
