package org.actionregistry.publishing;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.actionregistry.action.Manifest;
import org.actionregistry.failure.Violation;
import org.actionregistry.json.JsonPointer;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a manifest's {@code input} and {@code output} are valid JSON Schema of the dialect they name, 2020-12 when
 * they name none, and refer to nothing outside themselves. Thread-safe; a dialect's meta-schema is compiled when a
 * manifest first names it, since few registries see them all.
 */
public final class ManifestSchemas {
    private static final List<String> SCHEMA_FIELDS = List.of("input", "output");
    private static final int REPORTED = 20;

    private static final Map<String, Draft> DIALECTS = Map.of(
            "json-schema.org/draft-04/schema", Draft.DRAFT4,
            // Draft 7's meta-schema is draft 6's with keywords added.
            "json-schema.org/draft-06/schema", Draft.DRAFT7,
            "json-schema.org/draft-07/schema", Draft.DRAFT7,
            "json-schema.org/draft/2019-09/schema", Draft.DRAFT201909,
            "json-schema.org/draft/2020-12/schema", Draft.DRAFT202012);

    private final Vertx vertx;
    private final Map<Draft, MetaSchema> metaSchemas = new ConcurrentHashMap<>();

    /**
     * A dialect's rules, twice.
     *
     * @param plain knows at once nearly every schema that is valid, and no other
     * @param full decides about the rest, and says what is wrong with it
     */
    record MetaSchema(MetaSchemaRule plain, Validator full) {}

    /** @param vertx reads the meta-schemas from the class path when they are needed */
    public ManifestSchemas(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The rules of one dialect; blocking. */
    MetaSchema metaSchema(Draft draft) {
        return metaSchemas.computeIfAbsent(
                draft, missing -> new MetaSchema(plain(vertx, missing), full(vertx, missing)));
    }

    private static MetaSchemaRule plain(Vertx vertx, Draft draft) {
        return MetaSchemaCompiler.compile(
                URI.create(draft.getIdentifier()), uri -> document(vertx, draft, bare(uri.toString())));
    }

    private static Map<String, @Nullable Object> document(Vertx vertx, Draft draft, String path) {
        byte[] text = draft == Draft.DRAFT7
                ? draft7(vertx).toBuffer().getBytes()
                : vertx.fileSystem().readFileBlocking(path).getBytes();
        return StrictJson.readObject(text, StrictJson.MAX_DEPTH);
    }

    private static Validator full(Vertx vertx, Draft draft) {
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setDraft(draft)
                .setBaseUri("https://registry.invalid/")
                .setOutputFormat(OutputFormat.Basic);
        if (draft == Draft.DRAFT7) {
            return Validator.create(JsonSchema.of(draft7(vertx)), options);
        }
        return SchemaRepository.create(options)
                .preloadMetaSchema(vertx.fileSystem(), draft)
                .validator(draft.getIdentifier());
    }

    /**
     * Vert.x bundles draft 6's rule for {@code enum}, which demands elements that differ; draft 7 (validation, 6.1.2) only
     * recommends it, and real tools make use of that.
     */
    private static JsonObject draft7(Vertx vertx) {
        JsonObject metaSchema = vertx.fileSystem()
                .readFileBlocking("json-schema.org/draft-07/schema")
                .toJsonObject();
        metaSchema
                .getJsonObject("properties")
                .put("enum", new JsonObject().put("type", "array").put("items", true));
        return metaSchema;
    }

    /** Everything wrong with the manifest's schemas, paths into the manifest; empty when nothing is. May block. */
    public List<Violation> check(Manifest manifest) {
        List<Violation> violations = new ArrayList<>();
        for (String field : SCHEMA_FIELDS) {
            if (manifest.values().get(field) instanceof Map<?, ?> schema) {
                checkSchema(JsonPointer.member(JsonPointer.ROOT, field), schema, violations);
            }
        }
        return violations;
    }

    private void checkSchema(String path, Map<?, ?> schema, List<Violation> violations) {
        Object named = schema.containsKey("$schema") ? schema.get("$schema") : Draft.DRAFT202012.getIdentifier();
        Draft draft = named instanceof String uri ? DIALECTS.get(bare(uri)) : null;
        if (draft == null) {
            violations.add(new Violation(
                    JsonPointer.member(path, "$schema"),
                    "dialect",
                    "names no JSON Schema dialect known here; use draft-04, -06, -07, 2019-09 or 2020-12"));
            return;
        }
        violations.addAll(OutsideReferences.in(path, schema));
        validate(path, schema, metaSchema(draft), violations);
    }

    private static String bare(String uri) {
        return uri.replaceFirst("^https?://", "").replaceFirst("#$", "");
    }

    @SuppressWarnings("unchecked")
    private static void validate(String path, Map<?, ?> schema, MetaSchema metaSchema, List<Violation> violations) {
        if (metaSchema.plain().admits(schema)) {
            return;
        }
        OutputUnit result = metaSchema.full().validate(new JsonObject((Map<String, Object>) schema));
        if (Boolean.TRUE.equals(result.getValid())) {
            return;
        }
        Map<String, Violation> byPlace = new LinkedHashMap<>();
        for (OutputUnit unit : leaves(result)) {
            String place = path + pointer(unit.getInstanceLocation());
            byPlace.putIfAbsent(place, new Violation(place, "json-schema", message(unit.getError())));
        }
        violations.addAll(byPlace.values().stream().limit(REPORTED).toList());
    }

    /**
     * The units that say what is wrong: those at the deepest places. A unit of an enclosing place only repeats that
     * something below it failed.
     */
    private static List<OutputUnit> leaves(OutputUnit result) {
        List<OutputUnit> units = result.getErrors() == null ? List.of() : result.getErrors();
        return units.stream()
                .filter(unit -> units.stream()
                        .noneMatch(other -> isBelow(other.getInstanceLocation(), unit.getInstanceLocation())))
                .toList();
    }

    private static boolean isBelow(String inner, String outer) {
        return inner.length() > outer.length() && inner.startsWith(outer + "/");
    }

    /** Vert.x writes locations as a URI fragment. */
    private static String pointer(String location) {
        return location.startsWith("#") ? location.substring(1) : location;
    }

    private static String message(@Nullable String error) {
        return error == null ? "is not valid JSON Schema" : "is not valid JSON Schema: " + error;
    }
}
