package org.actionregistry.publishing;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** What one schema of a manifest costs to check: {@code bench/schemas}. */
final class SchemaCheckBench {
    private static final int ROUNDS = 9;
    private static final int SAMPLE = 1_000;

    private SchemaCheckBench() {}

    /** @param args a file with one JSON object a line, each with a schema as its {@code parameters} */
    public static void main(String[] args) throws IOException {
        List<Map<String, Object>> schemas = schemas(Path.of(args[0]));
        Vertx vertx = Vertx.vertx();
        ManifestSchemas.MetaSchema metaSchema = new ManifestSchemas(vertx).metaSchema(Draft.DRAFT202012);
        ToIntFunction<Map<String, Object>> full =
                schema -> metaSchema.full().validate(new JsonObject(schema)).getValid() ? 1 : 0;
        ToIntFunction<Map<String, Object>> plain = schema -> metaSchema.plain().admits(schema) ? 1 : 0;
        ToIntFunction<Map<String, Object>> references =
                schema -> OutsideReferences.in("/input", schema).size();
        double[][] micros = new double[3][ROUNDS];
        // The first round warms up; afterwards they take turns.
        for (int round = -1; round < ROUNDS; round++) {
            int slot = Math.max(round, 0);
            micros[0][slot] = microsEach(schemas, full, 1);
            micros[1][slot] = microsEach(schemas, plain, 100);
            micros[2][slot] = microsEach(schemas, references, 100);
        }
        print("full validator", micros[0]);
        print("compiled rules", micros[1]);
        print("outside references", micros[2]);
        vertx.close().await();
    }

    private static List<Map<String, Object>> schemas(Path file) throws IOException {
        List<Map<String, Object>> schemas = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Map<String, @Nullable Object> tool =
                    StrictJson.readObject(line.getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH);
            if (tool.get("parameters") instanceof Map<?, ?> schema && schemas.size() < SAMPLE) {
                schemas.add(new JsonObject(cast(schema)).getMap());
            }
        }
        return schemas;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> schema) {
        return (Map<String, Object>) schema;
    }

    private static double microsEach(
            List<Map<String, Object>> schemas, ToIntFunction<Map<String, Object>> check, int repeats) {
        long sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            for (Map<String, Object> schema : schemas) {
                sum += check.applyAsInt(schema);
            }
        }
        double micros = (System.nanoTime() - start) / 1e3 / repeats / schemas.size();
        // Uses what was computed, so that it is computed.
        return sum < 0 ? 0 : micros;
    }

    private static void print(String what, double[] micros) {
        Arrays.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f (%.2f - %.2f) |%n",
                what,
                micros[micros.length / 2],
                micros[0],
                micros[micros.length - 1]);
    }
}
