package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /actions}. */
class ListActionsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();

    @BeforeAll
    static void publish() {
        HTTP.published(
                "files.copy",
                "1.0.0",
                "{\"title\":\"Copy\",\"description\":\"Copies a document, 50% faster\",\"tags\":[\"storage\",\"a b\"]}");
        HTTP.published("files.move", "1.0.0", "{\"description\":\"An old text\",\"tags\":[\"storage\"]}");
        HTTP.published("files.move", "1.10.0", "{\"description\":\"Moves a document\",\"tags\":[\"storage\"]}");
        HTTP.published("files.move", "1.9.0", "{}");
        HTTP.published("files.move", "2.0.0-rc.1", "{\"description\":\"Not yet\",\"tags\":[\"draft\"]}");
        HTTP.published("files.deep.scan", "0.1.0-alpha", "{}");
        HTTP.published("files.deep.scan", "0.1.0-alpha.1", "{}");
        HTTP.published("filesystem.mount", "1.0.0", "{}");
        HTTP.published("web.fetch", "1.0.0", "{\"description\":\"Fetches a page\"}");
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void listsEveryActionByNameWithItsLatestVersionAndTheVerdictOnIt() {
        Answer answer = HTTP.get("/actions").expect(200);

        assertThat(names(answer))
                .containsExactly("files.copy", "files.deep.scan", "files.move", "filesystem.mount", "web.fetch");
        JsonObject move = item(answer, 2);
        assertThat(move.getString("namespace")).isEqualTo("files");
        assertThat(move.getString("latest_version")).isEqualTo("1.10.0");
        assertThat(move.getJsonArray("versions")).containsExactly("1.0.0", "1.9.0", "1.10.0", "2.0.0-rc.1");
        assertThat(move.getInteger("version_count")).isEqualTo(4);
        assertThat(move.getString("description")).isEqualTo("Moves a document");
        assertThat(move.getJsonObject("verification")).isEqualTo(new JsonObject().put("verified", true));
        assertThat(answer.json().getMap()).containsEntry("next_cursor", null);
        assertThat(answer.has("Link")).isFalse();
    }

    @Test
    void aPreReleaseIsTheLatestOnlyWhereThereIsNoRelease() {
        assertThat(item(HTTP.get("/actions?namespace=files.deep"), 0).getString("latest_version"))
                .isEqualTo("0.1.0-alpha.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    namespace=files                 | files.copy,files.deep.scan,files.move
                    namespace=files.deep            | files.deep.scan
                    namespace=file                  | ''
                    q=document                      | files.copy,files.move
                    q=docu                          | files.copy,files.move
                    q=moves+document                | files.move
                    q=old                           | ''
                    q=50%25                         | files.copy
                    q=FETCHES%20page                | web.fetch
                    tag=storage                     | files.copy,files.move
                    tag=a%20b                       | files.copy
                    tag=draft                       | ''
                    q=document&tag=storage&namespace=files&limit=1 | files.copy
                    q=%27%20OR%201=1%20--           | ''
                    q=%26%20%7C%20!                 | ''
                    """)
    void filters(String query, String expected) {
        assertThat(names(HTTP.get("/actions?" + query).expect(200)))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(",")));
    }

    @Test
    void pagesByCursorMeetEveryActionOnceAndEndWithoutOne() {
        assertThat(walk("/actions?limit=2", "next_cursor"))
                .containsExactly("files.copy", "files.deep.scan", "files.move", "filesystem.mount", "web.fetch");
    }

    @Test
    void theLinkHeaderLeadsToTheSamePageAsTheCursorWithTheFiltersKept() {
        assertThat(walk("/actions?limit=1&namespace=files&tag=storage", "Link"))
                .containsExactly("files.copy", "files.move");
        assertThat(walk("/actions?limit=1&q=document", "Link")).containsExactly("files.copy", "files.move");
    }

    private static List<String> walk(String start, String by) {
        List<String> seen = new ArrayList<>();
        Optional<String> path = Optional.of(start);
        while (path.isPresent()) {
            Answer page = HTTP.get(path.get()).expect(200);
            seen.addAll(names(page));
            path = by.equals("Link")
                    ? page.headers()
                            .firstValue("Link")
                            .map(link -> link.substring(1, link.lastIndexOf(">; rel=\"next\"")))
                    : Optional.ofNullable(page.json().getString("next_cursor"))
                            .map(cursor -> start + "&cursor=" + cursor);
        }
        return seen;
    }

    private static List<String> names(Answer answer) {
        return items(answer).stream()
                .map(item -> ((JsonObject) item).getString("name"))
                .toList();
    }

    private static JsonObject item(Answer answer, int index) {
        return items(answer).getJsonObject(index);
    }

    private static JsonArray items(Answer answer) {
        return answer.json().getJsonArray("items");
    }
}
