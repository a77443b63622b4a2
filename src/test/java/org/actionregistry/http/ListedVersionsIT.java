package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.actionregistry.testing.ListRows;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list says of each action what its versions say, whatever has been done to them and in which order. */
class ListedVersionsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final int ACTIONS = 6;
    private static final int STEPS = 120;
    private static final List<String> STATUS = List.of("active", "deprecated", "yanked", "unsafe");

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    /** Each action has a thread of its own, so that what they do meets in one batch. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aListAgreesWithTheVersionsAfterAnything(int seed) {
        String namespace = "seed" + seed;
        IntStream.range(0, ACTIONS).parallel().forEach(i -> change(namespace + ".a" + i, new Random(seed * 100L + i)));

        ListRows.areRight(REGISTRY.owner());
        JsonArray items =
                HTTP.get("/actions?namespace=" + namespace).expect(200).json().getJsonArray("items");
        assertThat(items).hasSize(ACTIONS);
        items.forEach(item -> agrees((JsonObject) item));
    }

    private static void change(String name, Random random) {
        List<String> published = new ArrayList<>();
        for (int step = 0; step < STEPS / ACTIONS; step++) {
            if (published.isEmpty() || random.nextInt(3) == 0) {
                String version = random.nextInt(3) + "." + random.nextInt(12) + "." + step
                        + (random.nextInt(3) == 0 ? "-rc." + random.nextInt(20) : "");
                HTTP.published(name, version, "{\"title\":\"" + version + "\",\"tags\":[\"t" + step + "\"]}");
                published.add(version);
            } else {
                String version = published.get(random.nextInt(published.size()));
                HTTP.patch(
                                RegistryHttp.version(name, version) + "/status",
                                status(STATUS.get(random.nextInt(STATUS.size())), "step " + step))
                        .expect(200);
            }
        }
    }

    private static String status(String status, String reason) {
        JsonObject body = new JsonObject().put("status", status);
        if (!status.equals("active")) {
            body.put("reason", reason);
        }
        if (status.equals("unsafe")) {
            body.put("severity", "high");
        }
        return body.encode();
    }

    private static void agrees(JsonObject item) {
        String name = item.getString("name");
        JsonObject header = HTTP.get("/actions/" + name).expect(200).json();
        Map<String, JsonObject> lines = new HashMap<>();
        header.getJsonArray("versions")
                .forEach(line -> lines.put(((JsonObject) line).getString("version"), (JsonObject) line));
        assertThat(item.getJsonArray("versions").stream().toList())
                .isEqualTo(header.getJsonArray("versions").stream()
                        .map(line -> ((JsonObject) line).getString("version"))
                        .toList());
        for (String member : List.of("latest_version", "version_count", "title", "tags")) {
            assertThat(item.getValue(member)).as(member).isEqualTo(header.getValue(member));
        }
        String latest = item.getString("latest_version");
        if (latest == null) {
            assertThat(item.fieldNames()).doesNotContain("status", "verification");
        } else {
            JsonObject line = Objects.requireNonNull(lines.get(latest));
            assertThat(item.getJsonObject("verification").getBoolean("verified"))
                    .isTrue();
            for (String member : List.of("status", "status_reason", "status_at", "status_index")) {
                assertThat(item.getValue(member)).as(member).isEqualTo(line.getValue(member));
            }
        }
    }
}
