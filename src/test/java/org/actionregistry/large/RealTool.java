package org.actionregistry.large;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** A tool definition found in the wild, as a manifest under a name of this registry. */
public record RealTool(Coordinate coordinate, Manifest manifest) {
    private static final Map<String, String> EFFECTS = Map.of(
            "readOnlyHint", "readOnly",
            "destructiveHint", "destructive",
            "idempotentHint", "idempotent",
            "openWorldHint", "openWorld");

    /** One tool a line. Names that would collide after folding get a number. */
    public static List<RealTool> read(Path jsonl) throws IOException {
        Set<String> taken = new HashSet<>();
        List<RealTool> tools = new ArrayList<>();
        for (String line : Files.readAllLines(jsonl, StandardCharsets.UTF_8)) {
            Map<String, @Nullable Object> tool =
                    StrictJson.readObject(line.getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH);
            String base = segment(text(tool, "server")) + "." + segment(text(tool, "name"));
            ActionName name = new ActionName(base);
            for (int n = 2; !taken.add(name.folded()); n++) {
                name = new ActionName(base + "-" + n);
            }
            tools.add(of(Coordinate.parse(name.value(), "1.0.0"), tool, "parameters", "outputSchema"));
        }
        return tools;
    }

    /** One pair of releases a line: two versions of one action. Pairs may form a chain; each version is read once. */
    static List<RealTool> readUpgrades(Path jsonl) throws IOException {
        Map<Coordinate, RealTool> versions = new LinkedHashMap<>();
        for (Upgrade pair : readPairs(jsonl)) {
            versions.putIfAbsent(pair.from().coordinate(), pair.from());
            versions.putIfAbsent(pair.to().coordinate(), pair.to());
        }
        return List.copyOf(versions.values());
    }

    /** One pair of releases: what the earlier and the later one say of a tool. */
    record Upgrade(RealTool from, RealTool to) {}

    /** One pair a line, each by itself. */
    static List<Upgrade> readPairs(Path jsonl) throws IOException {
        List<Upgrade> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(jsonl, StandardCharsets.UTF_8)) {
            Map<String, @Nullable Object> pair =
                    StrictJson.readObject(line.getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH);
            String name = "upgrades." + segment(text(pair, "package")) + "." + segment(text(pair, "tool"));
            pairs.add(new Upgrade(
                    of(Coordinate.parse(name, text(pair, "from")), object(pair, "old"), "inputSchema", "outputSchema"),
                    of(Coordinate.parse(name, text(pair, "to")), object(pair, "new"), "inputSchema", "outputSchema")));
        }
        return pairs;
    }

    private static RealTool of(
            Coordinate coordinate, Map<String, @Nullable Object> tool, String inputField, String outputField) {
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("name", coordinate.name().value());
        manifest.put("version", coordinate.version().toString());
        for (String field : List.of("title", "description")) {
            if (tool.get(field) instanceof String value) {
                manifest.put(field, value);
            }
        }
        if (tool.get(inputField) instanceof Map<?, ?> input) {
            manifest.put("input", input);
        }
        if (tool.get(outputField) instanceof Map<?, ?> output) {
            manifest.put("output", output);
        }
        if (tool.get("annotations") instanceof Map<?, ?> annotations) {
            manifest.put("effects", effects(annotations));
        }
        manifest.put("bindings", List.of(Map.of("type", "mcp", "tool", String.valueOf(tool.get("name")))));
        // The same bytes a publisher would have signed: through the canonical form and back.
        return new RealTool(coordinate, Manifest.parse(CanonicalJson.encode(manifest)));
    }

    private static Map<String, Object> effects(Map<?, ?> annotations) {
        Map<String, Object> effects = new LinkedHashMap<>();
        EFFECTS.forEach((hint, effect) -> {
            if (annotations.get(hint) instanceof Boolean value) {
                effects.put(effect, value);
            }
        });
        return effects;
    }

    /** A found name as one segment of a name here: lower case, other characters than letters and digits as one hyphen. */
    private static String segment(String found) {
        String hyphenated = found.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String trimmed = hyphenated.replaceAll("^-+|-+$", "");
        return trimmed.isEmpty() ? "x" : trimmed;
    }

    private static String text(Map<String, @Nullable Object> object, String field) {
        return String.valueOf(object.get(field));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> parent, String field) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(parent.get(field), field);
    }
}
