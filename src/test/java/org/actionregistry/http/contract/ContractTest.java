package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.actionregistry.access.Role;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.catalog.ActionHeader;
import org.actionregistry.catalog.ActionQuery;
import org.actionregistry.catalog.ActionRow;
import org.actionregistry.catalog.VersionQuery;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.testing.Outcome;
import org.actionregistry.verification.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code openapi.yaml} to what the program promises and to itself. */
class ContractTest {
    private static final ContractDocument DOCUMENT = ContractDocument.bundled();

    static List<ContractDocument.Place> operations() {
        return DOCUMENT.operations();
    }

    @Test
    void loads_and_serves_the_file_at_the_top_of_the_project_byte_for_byte() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Contract contract = Outcome.of(Contract.load(vertx));

            assertThat(contract.yaml().getBytes()).isEqualTo(Files.readAllBytes(Path.of("openapi.yaml")));
            assertThat(contract.operations()).hasSameSizeAs(operations());
        } finally {
            Outcome.of(vertx.close());
        }
    }

    @Test
    void is_the_same_document_as_yaml_and_as_json() throws Exception {
        assertThat(new ObjectMapper().readTree(DOCUMENT.json())).isEqualTo(new YAMLMapper().readTree(DOCUMENT.yaml()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void names_a_role_for_each_operation_and_leaves_only_public_ones_without_security(ContractDocument.Place place) {
        boolean isPublic = ContractOperation.of(place).requiredRole().isEmpty();

        assertThat(List.of().equals(place.operation().get("security"))).isEqualTo(isPublic);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void lists_the_error_answers_of_each_operation(ContractDocument.Place place) {
        List<String> expected = new ArrayList<>(List.of("400", "406", "default"));
        if (ContractOperation.of(place).requiredRole().isPresent()) {
            expected.addAll(List.of("401", "403", "503"));
        }
        if (place.path().contains("{") && !place.method().equals("put")) {
            expected.add("404");
        }
        if (place.operation().containsKey("requestBody")) {
            expected.addAll(List.of("408", "413", "415"));
        }

        assertThat(responses(place)).containsKeys(expected.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void gives_every_response_a_request_id_and_every_error_the_envelope(ContractDocument.Place place) {
        responses(place).forEach((status, reference) -> {
            Map<String, @Nullable Object> response = DOCUMENT.resolved(reference);
            assertThat(ContractDocument.object(response.get("headers"))).containsKey("X-Request-Id");
            boolean isHealthReport = place.path().equals("/health/ready") && status.equals("503");
            if (!status.matches("[123].*") && !isHealthReport) {
                assertThat(response.get("content"))
                        .extracting("application/json")
                        .extracting("schema")
                        .isEqualTo(Map.of("$ref", "#/components/schemas/ErrorEnvelope"));
            }
        });
    }

    @Test
    void lists_exactly_the_codes_words_and_texts_of_the_program() {
        assertThat(enumOf("ErrorCode")).containsExactlyElementsOf(names(ErrorCode.values()));
        assertThat(enumOf("Role"))
                .containsExactlyElementsOf(
                        Arrays.stream(Role.values()).map(Role::word).toList());
        assertThat(enumOf("Status"))
                .containsExactlyElementsOf(Arrays.stream(VersionStatus.values())
                        .map(VersionStatus::word)
                        .toList());
        assertThat(enumOf("VerifyError"))
                .containsExactlyElementsOf(Arrays.stream(Verdict.Error.values())
                        .map(Verdict.Error::text)
                        .toList());
    }

    @Test
    void bounds_pages_as_the_catalog_does() {
        assertThat(parameterSchema("/actions", "limit"))
                .containsEntry("maximum", ActionQuery.MAX_LIMIT)
                .containsEntry("default", ActionQuery.DEFAULT_LIMIT);
        assertThat(parameterSchema("/actions/{name}/versions", "limit"))
                .containsEntry("maximum", VersionQuery.MAX_LIMIT)
                .containsEntry("default", VersionQuery.DEFAULT_LIMIT);
        assertThat(schemaAt("ActionPage", "items")).containsEntry("maxItems", ActionQuery.MAX_LIMIT);
        assertThat(schemaAt("VersionPage", "items")).containsEntry("maxItems", VersionQuery.MAX_LIMIT);
        assertThat(schemaAt("ActionSummary", "versions")).containsEntry("maxItems", ActionRow.LISTED_VERSIONS);
        assertThat(schemaAt("Action", "versions")).containsEntry("maxItems", ActionHeader.LISTED_VERSIONS);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shows_examples_that_keep_its_own_schemas(ContractDocument.Place place) {
        List<Map<String, @Nullable Object>> bodies = new ArrayList<>();
        responses(place).values().forEach(response -> bodies.add(DOCUMENT.resolved(response)));
        if (place.operation().get("requestBody") != null) {
            bodies.add(ContractDocument.object(place.operation().get("requestBody")));
        }
        for (Map<String, @Nullable Object> body : bodies) {
            if (body.get("content") instanceof Map<?, ?> content && content.get("application/json") != null) {
                assertExamplesKeepSchema(ContractDocument.object(content.get("application/json")));
            }
        }
    }

    private static void assertExamplesKeepSchema(Map<String, @Nullable Object> mediaType) {
        Map<String, @Nullable Object> schema = ContractDocument.object(mediaType.get("schema"));
        ContractDocument.object(mediaType.getOrDefault("examples", Map.of())).forEach((name, reference) -> {
            Object example = DOCUMENT.resolved(reference).get("value");
            OutputUnit result = validator(schema).validate(example);
            assertThat(result.getValid()).as("%s: %s", name, result.getErrors()).isTrue();
        });
    }

    private static Validator validator(Map<String, @Nullable Object> schema) {
        JsonObject root = new JsonObject(Map.of("components", DOCUMENT.root().get("components")))
                .copy()
                .mergeIn(new JsonObject(schema).copy());
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri("app://contract")
                .setOutputFormat(OutputFormat.Basic);
        return Validator.create(JsonSchema.of(root), options);
    }

    private static Map<String, @Nullable Object> responses(ContractDocument.Place place) {
        return ContractDocument.object(place.operation().get("responses"));
    }

    private static List<String> enumOf(String schema) {
        return ((List<?>) Objects.requireNonNull(schema(schema).get("enum")))
                .stream().map(String::valueOf).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static Map<String, @Nullable Object> schema(String name) {
        return ContractDocument.resolve(DOCUMENT.root(), "#/components/schemas/" + name);
    }

    private static Map<String, @Nullable Object> schemaAt(String name, String property) {
        return ContractDocument.object(
                ContractDocument.object(schema(name).get("properties")).get(property));
    }

    private static Map<String, @Nullable Object> parameterSchema(String path, String name) {
        return operations().stream()
                .filter(place -> place.path().equals(path))
                .flatMap(place -> ((List<?>) place.operation().getOrDefault("parameters", List.of())).stream())
                .map(DOCUMENT::resolved)
                .filter(parameter -> name.equals(parameter.get("name")))
                .map(parameter -> ContractDocument.object(parameter.get("schema")))
                .findFirst()
                .orElseThrow();
    }
}
