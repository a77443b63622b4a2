package org.actionregistry.http.contract;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code openapi.yaml} as maps and lists, nothing resolved.
 *
 * @param yaml the file, byte for byte
 * @param json the same document as JSON
 */
record ContractDocument(
        Map<String, @Nullable Object> root,
        @SuppressWarnings("ArrayRecordComponent") byte[] yaml,
        @SuppressWarnings("ArrayRecordComponent") byte[] json) {
    private static final String YAML = "/openapi.yaml";
    private static final String JSON = "/openapi.json";
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** One operation where it stands. */
    record Place(String path, String method, Map<String, @Nullable Object> operation) {}

    /**
     * Reads the contract that is bundled with this program, in both forms; blocks. The parsed one comes from the JSON that
     * {@link ContractPackaging} made of the YAML.
     */
    static ContractDocument bundled() {
        try {
            byte[] json = resource(JSON);
            return new ContractDocument(
                    new ObjectMapper().readValue(json, new TypeReference<>() {}), resource(YAML), json);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled contract cannot be read", e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ContractDocument.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name + " is not on the class path; the build puts it there")
                    .readAllBytes();
        }
    }

    static ContractDocument parse(byte[] yaml) throws IOException {
        Map<String, @Nullable Object> root = new YAMLMapper().readValue(yaml, new TypeReference<>() {});
        return new ContractDocument(root, yaml, new ObjectMapper().writeValueAsBytes(root));
    }

    /** All operations, in the order of the file. */
    List<Place> operations() {
        return object(root.get("paths")).entrySet().stream()
                .flatMap(path -> METHODS.stream()
                        .filter(object(path.getValue())::containsKey)
                        .map(method -> new Place(
                                path.getKey(),
                                method,
                                object(object(path.getValue()).get(method)))))
                .toList();
    }

    /** Follows a {@code $ref}, where {@code value} is one. */
    Map<String, @Nullable Object> resolved(@Nullable Object value) {
        Map<String, @Nullable Object> object = object(value);
        return object.get("$ref") instanceof String reference ? resolved(resolve(root, reference)) : object;
    }

    /** What a local {@code $ref} of {@code root} points at. */
    static Map<String, @Nullable Object> resolve(Map<String, @Nullable Object> root, String reference) {
        if (!reference.startsWith("#/")) {
            throw new IllegalStateException("the contract refers to something outside itself: " + reference);
        }
        Map<String, @Nullable Object> place = root;
        for (String name : reference.substring(2).split("/", -1)) {
            place = object(place.get(name));
        }
        return place;
    }

    @SuppressWarnings("unchecked") // YAML mappings of the contract have text keys only
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalStateException("the contract should have an object where it has " + value);
    }

    /**
     * A copy for the Vert.x loader, which refuses response media types beyond JSON and text (the page, its script and
     * style, YAML, event streams and NDJSON are answered as what they are), and without security: the guard stands in the route, and the stock
     * router would put an empty authentication chain before it, which refuses everyone.
     */
    JsonObject forVertx() {
        JsonObject copy = new JsonObject(Buffer.buffer(json));
        copy.remove("security");
        for (Place place : operations()) {
            JsonObject operation =
                    copy.getJsonObject("paths").getJsonObject(place.path()).getJsonObject(place.method());
            operation.remove("security");
            JsonObject responses = operation.getJsonObject("responses");
            for (String status : responses.fieldNames()) {
                JsonObject content = responses.getJsonObject(status).getJsonObject("content", new JsonObject());
                content.getMap().keySet().removeIf(type -> !type.equals("application/json"));
            }
        }
        return copy;
    }
}
