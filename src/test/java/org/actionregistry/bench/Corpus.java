package org.actionregistry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * The documents that are read: as many as one asks for, of the sizes tool definitions have in the wild, and drawn as agents
 * draw them, a few of them most of the time (Zipf's law, exponent 1).
 */
final class Corpus {
    private static final int DRAWS = 32_768;
    private static final int LARGEST_LINE = 32 * 1024;
    private static final long SEED = 20_260_101;

    /** Sizes as found: the median definition has about 450 bytes, one of a hundred about 3,500. */
    private static final double MEDIAN_TEXT = 150;

    private static final double SPREAD = 1.1;
    private static final int LONGEST_TEXT = 16_000;

    private final List<String> descriptions = new ArrayList<>();
    private final List<Object> inputs = new ArrayList<>();
    private final int size;

    /** @param tools real definitions, one JSON object a line; made up where there is none */
    Corpus(int size, Optional<Path> tools) throws IOException {
        this.size = size;
        if (tools.isPresent()) {
            readTools(tools.get());
        } else {
            makeUp();
        }
    }

    private void readTools(Path file) throws IOException {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Map<String, @Nullable Object> tool =
                    StrictJson.readObject(line.getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH);
            if (line.length() <= LARGEST_LINE && tool.get("parameters") instanceof Map<?, ?> input) {
                descriptions.add(String.valueOf(tool.get("description")));
                inputs.add(input);
            }
        }
    }

    private void makeUp() {
        Random random = new Random(SEED);
        for (int i = 0; i < size; i++) {
            int length = (int) Math.min(LONGEST_TEXT, MEDIAN_TEXT * Math.exp(SPREAD * random.nextGaussian()));
            StringBuilder text = new StringBuilder("Reads rows of table " + i + ".");
            while (text.length() < length) {
                text.append(" word").append(random.nextInt(10_000));
            }
            descriptions.add(text.toString());
            inputs.add(Map.of(
                    "type", "object",
                    "properties", Map.of("table", Map.of("type", "string"), "limit", Map.of("type", "integer")),
                    "required", List.of("table")));
        }
    }

    int size() {
        return size;
    }

    Coordinate coordinate(int number) {
        return Coordinate.parse("hot" + number % 64 + ".read-rows-" + number, "1." + number % 10 + ".0");
    }

    Manifest manifest(int number) {
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("name", coordinate(number).name().value());
        manifest.put("version", coordinate(number).version().toString());
        manifest.put("title", "Document " + number);
        manifest.put("description", descriptions.get(number % descriptions.size()));
        manifest.put("input", inputs.get(number % inputs.size()));
        return Manifest.parse(CanonicalJson.encode(manifest));
    }

    /** Numbers of documents in the order in which they are asked for; the same at each call. */
    int[] draws() {
        double[] sums = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        double total = sum;
        Random random = new Random(SEED);
        return IntStream.range(0, DRAWS)
                .map(i -> {
                    int at = Arrays.binarySearch(sums, random.nextDouble() * total);
                    return at < 0 ? -at - 1 : at;
                })
                .toArray();
    }
}
