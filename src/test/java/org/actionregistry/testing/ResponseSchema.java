package org.actionregistry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** One documented response: its required headers, and a validator for each of its media types. */
final class ResponseSchema {
    private static final int MAX_DEPTH = 80;

    private final Map<String, JsonObject> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Validator> content = new LinkedHashMap<>();

    private ResponseSchema() {}

    static ResponseSchema of(JsonObject response, JsonObject document) {
        JsonObject inlined = (JsonObject) Objects.requireNonNull(inlined(response, document));
        ResponseSchema schema = new ResponseSchema();
        JsonObject declared = inlined.getJsonObject("headers", new JsonObject());
        declared.fieldNames().forEach(name -> schema.headers.put(name, declared.getJsonObject(name)));
        JsonObject types = inlined.getJsonObject("content", new JsonObject());
        types.fieldNames()
                .forEach(type -> schema.content.put(
                        type, validator(types.getJsonObject(type).getJsonObject("schema", new JsonObject()))));
        return schema;
    }

    /** References replaced by what they point at; objects closed unless the contract says they are open. */
    private static @Nullable Object inlined(@Nullable Object value, JsonObject document) {
        if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(element -> copy.add(inlined(element, document)));
            return copy;
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        if (object.getValue("$ref") instanceof String reference) {
            JsonObject target = document;
            for (String name : reference.substring(2).split("/", -1)) {
                target = target.getJsonObject(name);
            }
            return inlined(target, document);
        }
        JsonObject copy = new JsonObject();
        object.forEach(member -> copy.put(member.getKey(), inlined(member.getValue(), document)));
        if (copy.getValue("properties") instanceof JsonObject && !copy.containsKey("additionalProperties")) {
            copy.put("additionalProperties", false);
        }
        return copy;
    }

    private static Validator validator(JsonObject schema) {
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri("app://contract")
                .setOutputFormat(OutputFormat.Basic);
        return Validator.create(JsonSchema.of(schema), options);
    }

    List<String> problems(Map<String, List<String>> received, byte[] body, boolean head) {
        List<String> problems = new ArrayList<>();
        headers.forEach((name, declared) -> checkHeader(name, declared, received.get(name), problems));
        if (content.isEmpty()) {
            expectNoBody(body, problems);
            return problems;
        }
        List<String> types = received.getOrDefault("Content-Type", List.of());
        String type = types.isEmpty() ? "none" : types.get(0).split(";", 2)[0].strip();
        Validator validator = content.get(type);
        if (types.size() != 1 || validator == null) {
            problems.add("the media type is " + types + ", not one of " + content.keySet());
        } else if (head) {
            expectNoBody(body, problems);
        } else {
            checkBody(type, validator, body, problems);
        }
        return problems;
    }

    private static void checkHeader(
            String name, JsonObject declared, @Nullable List<String> values, List<String> problems) {
        if (values == null || values.isEmpty()) {
            if (declared.getBoolean("required", false)) {
                problems.add("the header " + name + " is missing");
            }
            return;
        }
        JsonObject schema = declared.getJsonObject("schema");
        boolean isInteger =
                schema.getString("type").equals("integer") && values.get(0).matches("\\d{1,9}");
        Object value = isInteger ? Integer.valueOf(values.get(0)) : values.get(0);
        if (values.size() > 1) {
            problems.add("the header " + name + " is there more than once");
        }
        describe(validator(schema).validate(value)).forEach(problem -> problems.add(name + ": " + problem));
    }

    private static void expectNoBody(byte[] body, List<String> problems) {
        if (body.length > 0) {
            problems.add("there is a body where none is documented");
        }
    }

    /** Of bytes that are neither JSON nor text the contract says nothing but that there are some. */
    private static void checkBody(String type, Validator validator, byte[] body, List<String> problems) {
        if (body.length == 0) {
            // No lines are lines as well.
            if (!type.equals("application/x-ndjson")) {
                problems.add("the body is empty");
            }
            return;
        }
        try {
            if (type.equals("application/json")) {
                problems.addAll(describe(validator.validate(json(StrictJson.read(body, MAX_DEPTH)))));
            } else if (!type.equals("application/octet-stream")) {
                String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
                problems.addAll(describe(validator.validate(text)));
            }
        } catch (InvalidJsonException e) {
            problems.add("the body is no strict JSON: " + e.message());
        } catch (CharacterCodingException e) {
            problems.add("the body is no UTF-8");
        }
    }

    @SuppressWarnings("unchecked") // StrictJson makes maps with text keys only
    private static @Nullable Object json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject((Map<String, Object>) map);
        }
        return value instanceof List<?> list ? new JsonArray(list) : value;
    }

    private static List<String> describe(OutputUnit result) {
        if (result.getValid()) {
            return List.of();
        }
        List<OutputUnit> units = result.getErrors() == null ? List.of(result) : result.getErrors();
        return units.stream()
                .map(unit -> unit.getInstanceLocation() + " " + unit.getError())
                .toList();
    }
}
