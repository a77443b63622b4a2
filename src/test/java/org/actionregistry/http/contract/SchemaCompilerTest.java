package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of requests is enforced, or the program does not start. */
class SchemaCompilerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{oneOf: [{type: string}]}",
                "{type: number, multipleOf: 2}",
                "{type: string, format: uri}",
                "{type: object, additionalProperties: {type: string}}",
                "{type: object, patternProperties: {a: {}}}",
                "{type: array, items: {const: 1}}",
                "{type: string, pattern: 'a'}",
                "{type: string, pattern: '^a'}",
                "{type: string, pattern: 'a$'}",
                "{type: string, pattern: '^a\\$'}",
                "{type: text}",
                "{$ref: '#/components/schemas/Loop'}",
                "{$ref: '#/components/schemas/Missing'}",
                "{$ref: 'other.yaml#/x'}",
                "{$ref: '#/components/schemas/Text', maxLength: 1}"
            })
    void refuses_a_schema_it_does_not_enforce(String schema) {
        assertThatThrownBy(() -> compile(schema)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: integer, minimum: 1, maximum: 3}        | 1    | true
            {type: integer, minimum: 1, maximum: 3}        | 3    | true
            {type: integer, minimum: 1, maximum: 3}        | 0    | false
            {type: integer, minimum: 1, maximum: 3}        | 4    | false
            {type: integer}                                | 1.5  | false
            {type: integer}                                | 1e300 | true
            {type: number, maximum: 1.5}                   | 1.25 | true
            {type: number, maximum: 1.5}                   | 1.75 | false
            {type: [string, 'null']}                       | null | true
            {type: [string, 'null']}                       | 1    | false
            {enum: [a, b]}                                 | "a"  | true
            {enum: [a, b]}                                 | "c"  | false
            {enum: [a, b]}                                 | null | false
            {$ref: '#/components/schemas/Text'}            | "ab" | true
            {$ref: '#/components/schemas/Text'}            | "b"  | false
            {type: array, minItems: 1, maxItems: 2}        | []   | false
            {type: array, minItems: 1, maxItems: 2}        | [1]  | true
            {type: array, minItems: 1, maxItems: 2}        | [1,2,3] | false
            {type: array, uniqueItems: true, items: {}}    | [[1],[1]] | false
            {type: array, items: {type: boolean}}          | [true,1] | false
            {}                                             | {"a":1} | true
            {type: object, additionalProperties: false}    | {"a":1} | false
            {type: object, properties: {a: {type: string}}} | {"a":1} | false
            {type: object, properties: {a: {type: string}}} | {"b":1} | true
            {type: object, required: [a]}                  | {"b":1} | false
            {type: string, format: date-time}              | "2026-03-01T12:00:00.5+01:00" | true
            {type: string, format: date-time}              | "2026-03-01T12:00:00" | false
            {type: string, minLength: 2, maxLength: 2}     | "😀😀" | true
            {type: string, pattern: '^a$'}                 | "a\\n" | false
            """)
    void enforces_every_keyword_it_takes(String schema, String value, boolean valid) throws IOException {
        Violations found = new Violations();
        Object read = org.actionregistry.json.StrictJson.read(value.getBytes(StandardCharsets.UTF_8), 8);

        compile(schema).check(read, "", found);

        assertThat(found.isEmpty()).isEqualTo(valid);
    }

    @Test
    void refuses_an_operation_without_a_role() throws IOException {
        ContractDocument document = ContractDocument.parse(
                "{paths: {/a: {get: {operationId: a, responses: {}}}}}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ContractOperation.of(document.operations().get(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("x-required-role");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, in: query, schema: {type: array}}",
                "{name: a, in: query, schema: {type: integer, minimum: 1}}",
                "{name: a, in: query, explode: true, schema: {type: string}}",
                "{name: a, in: cookie, schema: {type: string}}",
                "{name: a, in: path, required: true, schema: {type: string}}",
                "{name: a, in: query, schema: {type: string, const: b}}"
            })
    void refuses_a_parameter_it_does_not_enforce(String parameter) throws IOException {
        ContractDocument document =
                ContractDocument.parse(("{paths: {/a: {get: {operationId: a, x-required-role: none, responses: {},"
                                + " parameters: [" + parameter + "]}}}}")
                        .getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() ->
                        new RequestRules("a", document, document.operations().get(0)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static ValueRule compile(String schema) throws IOException {
        ContractDocument document = ContractDocument.parse(("{schema: " + schema
                        + ", components: {schemas: {Text: {type: string, minLength: 2},"
                        + " Loop: {type: array, items: {$ref: '#/components/schemas/Loop'}}}}}")
                .getBytes(StandardCharsets.UTF_8));
        Map<String, ?> root = document.root();
        return new SchemaCompiler(document.root()).compile(ContractDocument.object(root.get("schema")), "schema");
    }
}
