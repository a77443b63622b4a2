package org.actionregistry.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Vertx;
import java.util.List;
import org.actionregistry.action.Manifest;
import org.actionregistry.failure.Violation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestSchemasTest {
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
    @ValueSource(
            strings = {
                "{}",
                "{'type':'object','properties':{'a':{'type':['string','null']}},'required':['a']}",
                "{'$defs':{'x':{'type':'string'}},'properties':{'a':{'$ref':'#/$defs/x'}}}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','definitions':{'x':true},"
                        + "'items':[{'$ref':'#/definitions/x'}]}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','enum':['a','b','a']}",
                "{'$schema':'http://json-schema.org/draft-04/schema#','minimum':1,'exclusiveMinimum':true}",
                "{'$schema':'https://json-schema.org/draft/2019-09/schema','$recursiveRef':'#'}",
                "{'properties':{'$ref':{'type':'string'},'default':{'type':'string'}}}",
                "{'default':{'$ref':'https://example.com/data-not-schema'}}"
            })
    void acceptsValidSchemas(String schema) {
        assertThat(check(schema)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'strnig'} | /input/type | json-schema",
                "{'properties':{'a':{'minLength':-1}}} | /input/properties/a/minLength | json-schema",
                "{'exclusiveMinimum':true} | /input/exclusiveMinimum | json-schema",
                "{'required':'a'} | /input/required | json-schema",
                "{'$schema':'https://example.com/mine'} | /input/$schema | dialect",
                "{'$schema':7} | /input/$schema | dialect",
                "{'$ref':'https://example.com/x.json'} | /input/$ref | outside-reference",
                "{'$ref':'other.json#/a'} | /input/$ref | outside-reference",
                "{'properties':{'default':{'$ref':'file:///x'}}} | /input/properties/default/$ref | outside-reference",
                "{'allOf':[{},{'$dynamicRef':'x'}]} | /input/allOf/1/$dynamicRef | outside-reference"
            })
    void namesThePlaceOfWhatIsWrong(String schema, String path, String rule) {
        assertThat(check(schema)).extracting(Violation::path, Violation::rule).contains(tuple(path, rule));
    }

    @Test
    void looksAtOutputToo() {
        assertThat(schemas.check(manifest("{'output':{'type':7}}")))
                .extracting(Violation::path)
                .containsExactly("/output/type");
    }

    private static List<Violation> check(String schema) {
        return schemas.check(manifest("{'input':" + schema + "}"));
    }

    private static Manifest manifest(String json) {
        return Manifest.parse(json.replace('\'', '"').getBytes(UTF_8));
    }
}
