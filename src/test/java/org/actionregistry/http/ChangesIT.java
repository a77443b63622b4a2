package org.actionregistry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The journal page by page, with all that a mirror needs to verify it. */
class ChangesIT {
    private static final int ENTRIES = 25;
    private static final int LARGE = 250_000;
    private static final int LARGE_ENTRIES = 12;
    private static final int SIZE = ENTRIES + LARGE_ENTRIES;
    private static final TestRegistry REGISTRY = TestRegistry.start();

    @BeforeAll
    static void publish() {
        for (int i = 0; i < ENTRIES; i++) {
            REGISTRY.http().published("small.n" + i, "1.0.0", "{\"x\":\"é\\u2028" + i + "\"}");
        }
        for (int i = 0; i < LARGE_ENTRIES; i++) {
            REGISTRY.http().published("large.n" + i, "1.0.0", "{\"pad\":\"" + "x".repeat(LARGE) + "\"}");
        }
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void pagesLeadThroughEverythingWithoutGapOrRepetition() {
        List<JsonObject> items = new ArrayList<>();
        Optional<String> path = Optional.of("/changes?limit=10");
        while (path.isPresent()) {
            Answer page = REGISTRY.http().get(path.get()).expect(200);
            page.json().getJsonArray("items").forEach(item -> items.add((JsonObject) item));
            assertThat(page.json().getLong("head")).isEqualTo(SIZE - 1);
            assertThat(page.json().getLong("next")).isEqualTo(items.size());
            path = page.has("Link")
                    ? Optional.of(page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1"))
                    : Optional.empty();
        }

        assertThat(items).hasSize(SIZE);
        for (int i = 0; i < SIZE; i++) {
            assertThat(items.get(i).getLong("index")).isEqualTo(i);
            assertThat(items.get(i).getJsonObject("leaf").getLong("index")).isEqualTo(i);
        }
    }

    @Test
    void largeDocumentsMakeAPageShorterNotTheServerLarger() {
        Answer page =
                REGISTRY.http().get("/changes?limit=1000&since=" + ENTRIES).expect(200);

        assertThat(page.json().getJsonArray("items")).hasSizeBetween(2, LARGE_ENTRIES - 1);
        assertThat(page.body()).hasSizeLessThan(3 * 1024 * 1024);
        assertThat(page.json().getLong("next"))
                .isEqualTo(ENTRIES + page.json().getJsonArray("items").size());
    }

    @Test
    void everyEntryOfALinePageVerifies() {
        String[] lines = REGISTRY.http()
                .get("/changes?limit=25", "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .split("\n", -1);

        assertThat(lines).hasSize(ENTRIES + 2);
        assertThat(lines[ENTRIES]).isEqualTo("{\"next\":" + ENTRIES + ",\"head\":" + (SIZE - 1) + "}");
        assertThat(lines[ENTRIES + 1]).isEmpty();
        for (int i = 0; i < ENTRIES; i++) {
            assertVerifies(lines[i], i);
        }
    }

    private static void assertVerifies(String line, int index) {
        var item = StrictJson.readObject(line.getBytes(UTF_8), 80);
        byte[] schema = CanonicalJson.encode(item.get("schema"));
        byte[] leaf = CanonicalJson.encode(item.get("leaf"));
        JsonObject signature = new JsonObject(line).getJsonObject("signature");

        assertThat(line)
                .startsWith("{\"index\":" + index + ",\"leaf\":" + new String(leaf, UTF_8) + ",\"schema\":"
                        + new String(schema, UTF_8) + ",\"hash\":");
        assertThat(item.get("hash")).isEqualTo(Digest.of(schema).toString());
        assertThat(new JsonObject(line).getJsonObject("leaf").getString("hash")).isEqualTo(item.get("hash"));
        assertThat(signature.getString("kid")).isEqualTo(TRUSTED.kid().value());
        assertThat(TRUSTED.key()
                        .publicKey()
                        .verify(Digest.of(schema).bytes(), Base64Text.decode(signature.getString("sig"))))
                .isTrue();
        assertThat(new JsonObject(line).getJsonObject("leaf").getString("sig_sha256"))
                .isEqualTo(Digest.of(signature.getString("sig").getBytes(UTF_8)).hex());
    }

    @Test
    void beyondTheNewestEntryThereIsAnEmptyPage() {
        JsonObject page =
                REGISTRY.http().get("/changes?since=" + SIZE).expect(200).json();

        assertThat(page).isEqualTo(new JsonObject("{\"items\":[],\"next\":" + SIZE + ",\"head\":" + (SIZE - 1) + "}"));
        assertThat(REGISTRY.http()
                        .get("/changes?since=" + SIZE, "Accept", "application/x-ndjson")
                        .text())
                .isEqualTo("{\"next\":" + SIZE + ",\"head\":" + (SIZE - 1) + "}\n");
    }

    @Test
    void anEmptyJournalHasNoHead() {
        try (TestRegistry empty = TestRegistry.start()) {
            assertThat(empty.http().get("/changes").expect(200).json())
                    .isEqualTo(new JsonObject("{\"items\":[],\"next\":0,\"head\":-1}"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "since=1000000, query.since",
        "since=-1, query.since",
        "since=x, query.since",
        "limit=0, query.limit",
        "limit=1001, query.limit",
        "cursor=x, query.cursor"
    })
    void refusesWhatBreaksTheContract(String query, String place) {
        assertThat(REGISTRY.http()
                        .get("/changes?" + query)
                        .expect(400, "BAD_REQUEST")
                        .violatedPaths())
                .containsExactly(place);
    }

    @ParameterizedTest
    @CsvSource({
        "'application/json, application/x-ndjson', application/json",
        "'application/json;q=0.5, application/x-ndjson', application/x-ndjson",
        "'application/x-ndjson;q=0.2, */*;q=0.1', application/x-ndjson",
        "*/*, application/json"
    })
    void answersInTheFormThatIsLikedBest(String accept, String type) {
        assertThat(REGISTRY.http().get("/changes?limit=1", "Accept", accept).header("Content-Type"))
                .isEqualTo(type);
    }

    @Test
    void aTamperedManifestBreaksNoPage() {
        try (TestRegistry registry = TestRegistry.start()) {
            registry.http().published("a.one", "1.0.0", "{}");
            registry.http().published("a.two", "1.0.0", "{}");
            Sql.run(
                    registry.owner(),
                    "ALTER TABLE action_versions DISABLE TRIGGER USER",
                    "UPDATE action_versions SET canonical = '\\x7b22' WHERE name = 'a.one'");

            var items = registry.http().get("/changes").expect(200).json().getJsonArray("items");

            assertThat(items.getJsonObject(0).getValue("schema")).isNull();
            assertThat(items.getJsonObject(1).getJsonObject("schema")).isEmpty();
        }
    }
}
