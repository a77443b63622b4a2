package org.actionregistry.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the compiled meta-schemas against the full validator, which stays the authority. */
class MetaSchemaDifferenceTest {
    private static final int DOCUMENTS = 5_000;
    private static final Path REAL_TOOLS =
            Path.of(System.getProperty("large.data", "../shared/data"), "tools", "tools.jsonl");

    private static Vertx vertx;
    private static ManifestSchemas schemas;

    @BeforeAll
    static void compile() {
        vertx = Vertx.vertx();
        schemas = new ManifestSchemas(vertx);
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource(Draft.class)
    void neverAdmitsWhatTheFullValidatorRefuses(Draft draft) {
        int refused = 0;
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            Map<String, @Nullable Object> document = new RandomSchemas(seed, 8).next();
            boolean valid = valid(draft, document);
            refused += valid ? 0 : 1;
            if (admits(draft, document)) {
                assertThat(valid).as("%s, seed %d: %s", draft, seed, document).isTrue();
            }
        }
        assertThat(refused).as("documents with faults that show").isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
    }

    @ParameterizedTest
    @EnumSource(Draft.class)
    void admitsNearlyAllThatIsValid(Draft draft) {
        int valid = 0;
        int admitted = 0;
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            Map<String, @Nullable Object> document = new RandomSchemas(seed, 0).next();
            if (valid(draft, document)) {
                valid++;
                admitted += admits(draft, document) ? 1 : 0;
            }
        }
        assertThat(valid).as("valid documents").isGreaterThan(DOCUMENTS / 4);
        assertThat(admitted).as("admitted of %d valid ones", valid).isGreaterThan(valid * 9 / 10);
    }

    @Test
    void agreesOnEveryRealTool() throws IOException, InvalidJsonException {
        assumeTrue(Files.exists(REAL_TOOLS), "the real tools are not beside this checkout");
        int tools = 0;
        for (String line : Files.readAllLines(REAL_TOOLS)) {
            Object parameters = StrictJson.readObject(line.getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH)
                    .get("parameters");
            if (parameters instanceof Map<?, ?> schema) {
                tools++;
                for (Draft draft : new Draft[] {Draft.DRAFT7, Draft.DRAFT202012}) {
                    assertThat(admits(draft, schema))
                            .as("%s: %s", draft, schema)
                            .isEqualTo(valid(draft, schema));
                }
            }
        }
        assertThat(tools).isGreaterThan(4_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'if':{}}",
                "{'$ref':'#/$defs/missing'}",
                "{'type':'tuple'}",
                "{'properties':{},'additionalProperties':false}",
                "{'format':'email'}",
                "{'allOf':{}}"
            })
    void refusesToCompileWhatItWouldNotEnforce(String metaSchema) throws InvalidJsonException {
        Map<String, @Nullable Object> document =
                StrictJson.readObject(metaSchema.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 8);

        assertThatThrownBy(() -> MetaSchemaCompiler.compile(URI.create("https://example.com/m"), uri -> document)
                        .admits("x"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static boolean admits(Draft draft, Map<?, ?> document) {
        return schemas.metaSchema(draft).plain().admits(document);
    }

    @SuppressWarnings("unchecked")
    private static boolean valid(Draft draft, Map<?, ?> document) {
        return schemas.metaSchema(draft)
                .full()
                .validate(new JsonObject((Map<String, Object>) document))
                .getValid();
    }
}
