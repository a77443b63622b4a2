package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Path;
import io.vertx.openapi.contract.RequestBody;
import io.vertx.openapi.contract.Response;
import io.vertx.openapi.contract.Server;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.actionregistry.testing.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract made past the loader of Vert.x against the one that the loader makes. */
class StockContractTest {
    private static final ContractDocument DOCUMENT = ContractDocument.bundled();
    private static final Vertx VERTX = Vertx.vertx();

    private static OpenAPIContract loaded;
    private static OpenAPIContract made;

    @BeforeAll
    static void make() {
        loaded = Outcome.of(OpenAPIContract.from(VERTX, DOCUMENT.forVertx()));
        made = StockContract.of(DOCUMENT);
    }

    @AfterAll
    static void stop() {
        Outcome.of(VERTX.close());
    }

    @Test
    void has_the_loader_s_version_servers_and_paths_in_mount_order() {
        assertThat(made.getVersion()).isEqualTo(loaded.getVersion());
        assertThat(made.getServers()).extracting(Server::getURL).isEqualTo(urls(loaded));
        assertThat(made.getPaths())
                .extracting(Path::getName)
                .isEqualTo(names(loaded))
                .isNotEmpty();
        assertThat(made.getSecurityRequirements()).hasSameSizeAs(loaded.getSecurityRequirements());
    }

    @Test
    void has_the_loader_s_operations_with_parameters_bodies_and_responses() {
        assertThat(operations(made)).isEqualTo(operations(loaded)).hasSameSizeAs(DOCUMENT.operations());
    }

    @Test
    void resolves_every_reference_as_the_loader_does() {
        new Comparison().same("#", made.getRawContract(), loaded.getRawContract());
    }

    @Test
    void a_difference_deep_inside_would_be_seen() {
        JsonObject other = DOCUMENT.forVertx();
        other.getJsonObject("components").getJsonObject("schemas").stream()
                .map(Map.Entry::getValue)
                .forEach(schema -> ((JsonObject) schema).put("title", "another"));

        assertThatThrownBy(() ->
                        new Comparison().same("#", made.getSchemaRepository().resolve(other), loaded.getRawContract()))
                .isInstanceOf(AssertionError.class);
    }

    private static List<String> urls(OpenAPIContract contract) {
        return contract.getServers().stream().map(Server::getURL).toList();
    }

    private static List<String> names(OpenAPIContract contract) {
        return contract.getPaths().stream().map(Path::getName).toList();
    }

    private static Map<String, List<Object>> operations(OpenAPIContract contract) {
        return contract.operations().stream()
                .collect(Collectors.toMap(Operation::getOperationId, StockContractTest::described));
    }

    private static List<Object> described(Operation operation) {
        return List.of(
                operation.getHttpMethod(),
                operation.getOpenAPIPath(),
                operation.getAbsoluteOpenAPIPath(),
                operation.getTags(),
                operation.getSecurityRequirements().size(),
                operation.getExtensions().get("x-required-role"),
                operation.getParameters().stream()
                        .map(StockContractTest::described)
                        .toList(),
                described(operation.getRequestBody()),
                responses(operation));
    }

    private static List<Object> described(Parameter parameter) {
        return List.of(
                parameter.getName(),
                parameter.getIn(),
                parameter.isRequired(),
                parameter.getStyle(),
                parameter.isExplode(),
                parameter.getSchemaType());
    }

    private static List<Object> described(@Nullable RequestBody body) {
        return body == null ? List.of() : List.of(body.isRequired(), identifiers(body.getContent()));
    }

    private static Map<Integer, List<Object>> responses(Operation operation) {
        return IntStream.range(100, 600)
                .boxed()
                .filter(status -> operation.getResponse(status) != null)
                .collect(Collectors.toMap(status -> status, status -> described(operation.getResponse(status))));
    }

    private static List<Object> described(Response response) {
        return List.of(
                identifiers(response.getContent()),
                response.getHeaders().stream().map(StockContractTest::described).collect(Collectors.toSet()));
    }

    private static Set<String> identifiers(Map<String, MediaType> content) {
        return content.values().stream().map(MediaType::getIdentifier).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Compares resolved documents, which share objects and may have cycles: each object is looked at once. */
    private static final class Comparison {
        private final Map<Map<String, Object>, Map<String, Object>> seen = new IdentityHashMap<>();

        void same(String place, @Nullable Object one, @Nullable Object other) {
            if (one instanceof JsonObject object && other instanceof JsonObject counterpart) {
                if (seen.put(object.getMap(), counterpart.getMap()) != counterpart.getMap()) {
                    assertThat(keys(object)).as(place).isEqualTo(keys(counterpart));
                    keys(object)
                            .forEach(key -> same(place + "/" + key, object.getValue(key), counterpart.getValue(key)));
                }
            } else if (one instanceof JsonArray array && other instanceof JsonArray counterpart) {
                assertThat(array.size()).as(place).isEqualTo(counterpart.size());
                IntStream.range(0, array.size())
                        .forEach(i -> same(place + "/" + i, array.getValue(i), counterpart.getValue(i)));
            } else {
                assertThat(one).as(place).isEqualTo(other);
            }
        }

        /** Without what the loader notes in schemas for its validator. */
        private static Set<String> keys(JsonObject object) {
            return object.fieldNames().stream()
                    .filter(JsonSchema.EXCLUDE_ANNOTATIONS)
                    .collect(Collectors.toSet());
        }
    }
}
