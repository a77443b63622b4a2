package org.actionregistry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas made to be dear: the answer comes soon, and when it is not known it says so. */
@Timeout(30)
class HostileSchemasTest {
    private static Comparison soon(String old, String now) {
        return Json.compare("input", Json.read(old), Json.read(now));
    }

    private static String each(int count, String separator, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(separator));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#'}",
                "{'allOf':[{'$ref':'#'}]}",
                "{'anyOf':[{'$ref':'#'}]}",
                "{'not':{'$ref':'#'}}",
                "{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'$ref':'#/$defs/a'}},'$ref':'#/$defs/a'}",
                "{'oneOf':[{'$ref':'#'},{'$ref':'#'}]}",
                "{'if':{'$ref':'#'},'then':{'$ref':'#'}}"
            })
    void schemasThatOnlyMeanThemselvesEnd(String schema) {
        Comparison comparison = soon(schema, schema.replace("{'", "{'title':'t','"));
        assertThat(comparison.changes()).isNotEmpty();
    }

    @Test
    void recursionThroughNotIsNotTrusted() {
        // The second admits x:{x:1} where the first does not: what is assumed of one direction would prove the other.
        Comparison comparison = soon(
                "{'type':['object','integer'],'properties':{'x':{'not':{'$ref':'#'}}},'additionalProperties':false}",
                "{'type':['object','integer','string'],'properties':{'x':{'not':{'$ref':'#'}}},'additionalProperties':false}");
        assertThat(comparison.bump()).isEqualTo(Bump.MAJOR);
    }

    @Test
    void treesAreComparedWithTrees() {
        String tree =
                "{'type':'object','properties':{'v':{'type':'%s'},'left':{'$ref':'#'},'right':{'anyOf':[{'$ref':'#'},"
                        + "{'type':'null'}]}},'additionalProperties':false}";
        assertThat(soon(tree.formatted("integer"), tree.formatted("number")).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.kind()).isEqualTo("type-widened"));
        assertThat(soon(tree.formatted("number"), tree.formatted("integer")).bump())
                .isEqualTo(Bump.MAJOR);
    }

    @Test
    void definitionsThatDoubleWithEachStepAreComparedOnce() {
        String doubling = "{'$defs':{"
                + each(
                        40,
                        ",",
                        i -> "'d" + i + "':{'properties':{'a':{'$ref':'#/$defs/d" + (i + 1)
                                + "'},'b':{'$ref':'#/$defs/d" + (i + 1) + "'}}}")
                + ",'d40':{'type':'%s'}},'$ref':'#/$defs/d0'}";
        assertThat(soon(doubling.formatted("string"), doubling.formatted("integer"))
                        .changes())
                .singleElement()
                .satisfies(change -> assertThat(change.path()).isEqualTo("/input/$defs/d40/type"));
    }

    @Test
    void alternativesThatDoubleWithEachStepEnd() {
        String doubling = "{'$defs':{"
                + each(
                        60,
                        ",",
                        i -> "'d" + i + "':{'anyOf':[{'items':{'$ref':'#/$defs/d" + (i + 1)
                                + "'}},{'properties':{'b':{'$ref':'#/$defs/d" + (i + 1)
                                + "'}}},{'items':{'$ref':'#/$defs/d0'}}]}")
                + ",'d60':{'type':'%s'}},'$ref':'#/$defs/d0'}";
        assertThat(soon(doubling.formatted("string"), doubling.formatted("integer"))
                        .bump())
                .isEqualTo(Bump.MAJOR);
    }

    @Test
    void manyAlternativesAreTooComplexToDecide() {
        String many = "{'anyOf':[" + each(4_000, ",", i -> "{'type':'array','minItems':" + i + "%s}") + "]}";
        Comparison comparison = soon(many.replace("%s", ",'maxItems':4000"), many.replace("%s", ",'maxItems':4001"));
        assertThat(comparison.changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo("too-complex");
            assertThat(change.bump()).isEqualTo(Bump.MAJOR);
            assertThat(change.decided()).isFalse();
        });
    }

    @Test
    void thousandsOfConstantsAreNotTooManyWhenFewChange() {
        String many = each(6_000, ",", i -> "{'const':'c" + i + "'}");
        Comparison comparison = soon("{'anyOf':[" + many + "]}", "{'anyOf':[{'const':'new'}," + many + "]}");
        assertThat(comparison.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.kind()).isEqualTo("alternative-added"));
    }

    @Test
    void thousandsOfMembersAreNotTooMany() {
        String many = "{'properties':{" + each(8_000, ",", i -> "'p" + i + "':{'type':'%s'}") + "}}";
        Comparison comparison = soon(many.replace("%s", "integer"), many.replace("%s", "number"));
        assertThat(comparison.changes().size() + comparison.omitted()).isEqualTo(8_000);
        assertThat(comparison.bump()).isEqualTo(Bump.MINOR);
    }

    @Test
    void referencesThatGoTooDeepAreTooComplexToDecide() {
        String chain =
                "{'$defs':{" + each(3_000, ",", i -> "'d" + i + "':{'items':{'$ref':'#/$defs/d" + (i + 1) + "'}}")
                        + ",'d3000':{'type':'%s'}},'$ref':'#/$defs/d0'}";
        assertThat(soon(chain.formatted("string"), chain.formatted("integer")).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.kind()).isEqualTo("too-complex"));
    }

    @Test
    void theDeepestDocumentIsCompared() {
        String deep = "{'items':".repeat(58) + "{'type':'%s'}" + "}".repeat(58);
        assertThat(soon(deep.formatted("string"), deep.formatted("integer")).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.path()).endsWith("/items/type"));
    }

    @Test
    void numbersOfAnySizeAreCompared() {
        assertThat(soon(
                                "{'type':'integer','minimum':1e-300,'multipleOf':1e-300}",
                                "{'type':'integer','minimum':1e300,'multipleOf':1e300}")
                        .bump())
                .isEqualTo(Bump.MAJOR);
    }
}
