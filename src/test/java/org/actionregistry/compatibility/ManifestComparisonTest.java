package org.actionregistry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifest around its schemas. */
class ManifestComparisonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'effects':{'readOnly':true}}|{'effects':{'readOnly':false}}|/effects/readOnly|effects|effect-graver|MAJOR",
                "{'effects':{'readOnly':true}}|{}|/effects/readOnly|effects|effect-graver|MAJOR",
                "{}|{'effects':{'readOnly':true}}|/effects/readOnly|effects|effect-milder|MINOR",
                "{}|{'effects':{'readOnly':false}}|/effects/readOnly|effects|effect-stated|PATCH",
                "{'effects':{'destructive':false}}|{'effects':{'destructive':true}}|/effects/destructive|effects|effect-graver|MAJOR",
                "{'effects':{'destructive':true}}|{'effects':{'destructive':false}}|/effects/destructive|effects|effect-milder|MINOR",
                "{'effects':{'idempotent':true}}|{'effects':{'idempotent':false}}|/effects/idempotent|effects|effect-graver|MAJOR",
                "{'effects':{'openWorld':false}}|{'effects':{}}|/effects/openWorld|effects|effect-graver|MAJOR",
                "{'effects':{'own':1}}|{'effects':{'own':2}}|/effects/own|effects|effect-changed|PATCH",
                "{'permissions':['a']}|{'permissions':['b','a']}|/permissions/0|permissions|permission-added|MAJOR",
                "{'permissions':['a','b']}|{'permissions':['b']}|/permissions/0|permissions|permission-removed|MINOR",
                "{'permissions':['a','b']}|{'permissions':['b','a']}|/permissions|text|restated|PATCH",
                "{'bindings':[{'type':'mcp'}]}|{}|/bindings/0|bindings|binding-removed|MAJOR",
                "{'bindings':[{'type':'mcp'}]}|{'bindings':[{'type':'http'},{'type':'mcp'}]}|/bindings/0|bindings|binding-added|MINOR",
                "{'bindings':[{'type':'mcp','tool':'a'}]}|{'bindings':[{'type':'mcp','tool':'b'}]}|/bindings/0|bindings|binding-changed|MINOR",
                "{'errors':['A']}|{'errors':['A','B']}|/errors/1|errors|error-added|MINOR",
                "{'errors':{'A':{}}}|{'errors':{}}|/errors/A|errors|error-removed|MINOR",
                "{'errors':[{'code':'A','message':'x'}]}|{'errors':[{'code':'A','message':'y'}]}|/errors/0|errors|error-changed|PATCH",
                "{'errors':['A','B']}|{'errors':['B','A']}|/errors|text|restated|PATCH",
                "{'title':'a'}|{'title':'b'}|/title|text|title-changed|PATCH",
                "{}|{'tags':['a']}|/tags|text|tags-added|PATCH",
                "{'license':'MIT'}|{}|/license|text|license-removed|PATCH",
                "{'ext':{'a.b':1}}|{'ext':{'a.b':2}}|/ext|text|ext-changed|PATCH",
                "{'own':1}|{'own':null}|/own|text|field-changed|PATCH",
                "{}|{'input':{'type':'object'}}|/input|input|input-added|MAJOR",
                "{}|{'input':{}}|/input|input|input-added|MINOR",
                "{'input':{'type':'object'}}|{}|/input|input|input-removed|MAJOR",
                "{}|{'output':{'type':'object'}}|/output|output|output-added|MINOR",
                "{'output':{'type':'object'}}|{}|/output|output|output-removed|MAJOR"
            })
    void eachFieldWeighsWhatItMeansToItsUsers(
            String old, String now, String path, String axis, String kind, Bump bump) {
        Comparison comparison = ManifestComparison.between(Json.manifest(old), Json.manifest(now));
        assertThat(comparison.bump()).isEqualTo(bump);
        assertThat(comparison.changes()).singleElement().satisfies(change -> {
            assertThat(change.path()).isEqualTo(path);
            assertThat(change.axis().word()).isEqualTo(axis);
            assertThat(change.kind()).isEqualTo(kind);
            assertThat(change.bump()).isEqualTo(bump);
            assertThat(change.message()).isNotBlank();
        });
    }

    @Test
    void nameAndVersionAreNoChange() {
        Comparison comparison = ManifestComparison.between(
                Json.manifest("{'name':'a.b','version':'1.0.0','title':'t'}"),
                Json.manifest("{'title':'t','name':'a.b','version':'2.0.0'}"));
        assertThat(comparison).isEqualTo(new Comparison(List.of(), 0, Bump.NONE));
    }

    @Test
    void theWorstComesFirstAndDecides() {
        Comparison comparison = ManifestComparison.between(
                Json.manifest("{'title':'a','permissions':[],'errors':[]}"),
                Json.manifest("{'title':'b','permissions':['p'],'errors':['E']}"));
        assertThat(comparison.changes()).extracting(Change::bump).containsExactly(Bump.MAJOR, Bump.MINOR, Bump.PATCH);
        assertThat(comparison.bump()).isEqualTo(Bump.MAJOR);
    }

    @Test
    void tellsOfSoManyChangesAndCountsTheOthers() {
        String fields = IntStream.range(0, 3000).mapToObj(i -> "'f" + i + "':1").collect(Collectors.joining(","));
        Comparison comparison = ManifestComparison.between(Json.manifest("{}"), Json.manifest("{" + fields + "}"));
        assertThat(comparison.changes()).hasSize(Comparison.MAX_CHANGES);
        assertThat(comparison.omitted()).isEqualTo(3000 - Comparison.MAX_CHANGES);
    }

    @Test
    void longPathsAreToldOfAsLongAsThereIsRoom() {
        String name = "n".repeat(10_000);
        String fields = IntStream.range(0, 100).mapToObj(i -> "'f" + i + "':{}").collect(Collectors.joining(","));
        Comparison comparison = Json.compare(
                "input",
                Json.read("{'properties':{'" + name + "':{'properties':{}}}}"),
                Json.read("{'properties':{'" + name + "':{'properties':{" + fields + "}}}}"));
        assertThat(comparison.changes().size() + comparison.omitted()).isEqualTo(100);
        assertThat(comparison.changes().stream().mapToInt(Change::length).sum()).isLessThan(Comparison.MAX_TEXT);
        assertThat(comparison.bump()).isEqualTo(Bump.MINOR);
    }
}
