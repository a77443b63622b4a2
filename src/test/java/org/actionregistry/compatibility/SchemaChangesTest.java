package org.actionregistry.compatibility;

import static org.actionregistry.compatibility.Bump.MAJOR;
import static org.actionregistry.compatibility.Bump.MINOR;
import static org.actionregistry.compatibility.Bump.PATCH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keyword by keyword: what going from one schema to another asks for where values go in, and where they come out. */
class SchemaChangesTest {
    private static void assertBumps(String old, String now, Bump input, Bump output, String kind) {
        Comparison in = Json.compare("input", Json.read(old), Json.read(now));
        Comparison out = Json.compare("output", Json.read(old), Json.read(now));
        assertThat(in.bump()).as("input: %s", in.changes()).isEqualTo(input);
        assertThat(out.bump()).as("output: %s", out.changes()).isEqualTo(output);
        assertThat(in.changes()).extracting(Change::kind).contains(kind);
    }

    /** The first admits more than the second. */
    private static void assertNarrower(String wide, String narrow, String keyword) {
        assertBumps(wide, narrow, MAJOR, MINOR, keyword + "-narrowed");
        assertBumps(narrow, wide, MINOR, MAJOR, keyword + "-widened");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':['string','null']}|{'type':'string'}|type",
                "{'type':['boolean','null']}|{'type':'boolean'}|type",
                "{'type':'number'}|{'type':'integer'}|type",
                "{'type':['number','string']}|{'type':['string','integer']}|type",
                "{}|{'type':'string'}|type",
                "{'type':'string'}|{'enum':['a','b']}|enum",
                "{'enum':['a','b',1]}|{'enum':[1,'a']}|enum",
                "{'enum':[{'a':1,'b':2},[1]]}|{'enum':[{'b':2,'a':1}]}|enum",
                "{'type':'boolean'}|{'const':true}|const",
                "{'type':'integer'}|{'type':'integer','minimum':0}|minimum",
                "{'minimum':1}|{'minimum':1.5}|minimum",
                "{'minimum':1}|{'exclusiveMinimum':1}|minimum",
                "{'type':'number','maximum':9}|{'type':'number','exclusiveMaximum':9}|maximum",
                "{'maximum':10}|{'maximum':9}|maximum",
                "{'$schema':'http://json-schema.org/draft-04/schema#','minimum':1}|{'$schema':'http://json-schema.org/draft-04/schema#','minimum':1,'exclusiveMinimum':true}|minimum",
                "{}|{'multipleOf':2}|multiple-of",
                "{'multipleOf':2}|{'multipleOf':6}|multiple-of",
                "{'multipleOf':0.1}|{'multipleOf':0.3}|multiple-of",
                "{'minLength':1}|{'minLength':2}|min-length",
                "{}|{'maxLength':5}|max-length",
                "{'type':'string'}|{'type':'string','pattern':'^a'}|pattern",
                "{'type':'string'}|{'type':'string','format':'uri'}|format",
                "{'type':'array'}|{'type':'array','minItems':1}|min-items",
                "{'maxItems':3}|{'maxItems':2}|max-items",
                "{'uniqueItems':false}|{'uniqueItems':true}|unique-items",
                "{'type':'array','items':{'type':'number'}}|{'type':'array','items':{'type':'integer'}}|type",
                "{'prefixItems':[{'type':'number'}]}|{'prefixItems':[{'type':'integer'}]}|type",
                "{'prefixItems':[{}],'items':{'type':'string'}}|{'prefixItems':[{},{'type':'string','minLength':1}],'items':{'type':'string'}}|min-length",
                "{'type':'array'}|{'type':'array','contains':{'type':'string'}}|contains",
                "{'contains':{'type':'number'}}|{'contains':{'type':'integer'}}|type",
                "{'contains':{}}|{'contains':{},'minContains':2}|min-contains",
                "{'contains':{},'maxContains':4}|{'contains':{},'maxContains':3}|max-contains",
                "{'minProperties':1}|{'minProperties':2}|min-properties",
                "{}|{'maxProperties':2}|max-properties",
                "{'additionalProperties':true}|{'additionalProperties':false}|additional-properties",
                "{}|{'additionalProperties':false}|additional-properties",
                "{'additionalProperties':{}}|{'additionalProperties':{'type':'string'}}|type",
                "{'propertyNames':{}}|{'propertyNames':{'maxLength':3}}|max-length",
                "{'patternProperties':{'^x':{}}}|{'patternProperties':{'^x':{'type':'string'}}}|type",
                "{'properties':{'a':{'type':'number'}}}|{'properties':{'a':{'type':'integer'}}}|type",
                "{'dependentSchemas':{'a':{}}}|{'dependentSchemas':{'a':{'minProperties':2}}}|min-properties",
                "{'if':{'type':'string'},'then':{}}|{'if':{'type':'string'},'then':{'minLength':1}}|min-length",
                "{'if':{'type':'string'},'else':{'minimum':1}}|{'if':{'type':'string'},'else':{'minimum':2}}|minimum",
                "{}|{'if':{'type':'string'},'then':{'minLength':1}}|if",
                "{}|{'not':{'type':'string'}}|not",
                "{'not':{'type':'string','minLength':3}}|{'not':{'type':'string','minLength':2}}|not",
                "{'$defs':{'a':{'type':'number'}},'$ref':'#/$defs/a'}|{'$defs':{'a':{'type':'integer'}},'$ref':'#/$defs/a'}|type",
                "{'properties':{'a':{}}}|{'properties':{'a':false}}|schema",
                "{'items':{'type':'string'}}|{'items':false}|schema"
            })
    void lessAcceptedBreaksAnInputAndLessAnsweredNoOutput(String wide, String narrow, String keyword) {
        assertNarrower(wide, narrow, keyword);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'enum':['a','b']}|{'const':'a'}|const-narrowed|enum-widened",
                "{}|{'required':['a']}|required-added|required-removed",
                "{}|{'dependentRequired':{'a':['b']}}|required-added|required-removed",
                "{'dependencies':{'a':['b']}}|{'dependencies':{'a':['b','c']}}|required-added|required-removed",
                "{'anyOf':[{'type':'string'},{'type':'null'}]}|{'anyOf':[{'type':'string'}]}|alternative-removed|alternative-added",
                "{'type':['string','null','array']}|{'anyOf':[{'type':'null'},{'type':'string'}]}|alternative-removed|alternative-added",
                "{'oneOf':[{'type':'string'},{'type':'null'}]}|{'type':'string'}|alternative-removed|alternative-added",
                "{'allOf':[{'minLength':1}]}|{'allOf':[{'minLength':1},{'maxLength':5}]}|part-added|part-removed",
                "{'additionalProperties':false,'properties':{'a':{}}}|{'additionalProperties':false}|property-removed|property-added",
                "{'additionalProperties':{'type':'string'}}|{'additionalProperties':{'type':'string'},'properties':{'a':{'type':'string','minLength':1}}}|property-added|property-removed",
                "{'additionalProperties':false,'patternProperties':{'^a':{}}}|{'additionalProperties':false}|pattern-removed|pattern-added"
            })
    void whatComesAndGoesHasNamesOfItsOwn(String wide, String narrow, String narrowing, String widening) {
        assertBumps(wide, narrow, MAJOR, MINOR, narrowing);
        assertBumps(narrow, wide, MINOR, MAJOR, widening);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'string'}|{'type':'integer'}|type-changed",
                "{'enum':['a','b']}|{'enum':['b','c']}|enum-changed",
                "{'const':'a'}|{'const':'b'}|const-changed",
                "{'multipleOf':4}|{'multipleOf':6}|multiple-of-changed",
                "{'pattern':'^a'}|{'pattern':'^b'}|pattern-undecided",
                "{'format':'uri'}|{'format':'email'}|format-changed",
                "{'not':{'type':'string'}}|{'not':{'type':'integer'}}|not-changed",
                "{'oneOf':[{'minimum':1},{'maximum':5}]}|{'oneOf':[{'minimum':2},{'maximum':5}]}|one-of-undecided",
                "{'if':{'type':'string'},'then':{'minLength':1}}|{'if':{'type':'number'},'then':{'minLength':1}}|if-undecided",
                "{'contains':{'type':'number'},'maxContains':1}|{'contains':{'type':'integer'},'maxContains':1}|contains-undecided",
                "{'unevaluatedProperties':false,'properties':{'a':{}}}|{'unevaluatedProperties':false,'properties':{'a':{},'b':{}}}|unevaluated-properties-undecided",
                "{'$ref':'#/$defs/none'}|{'$ref':'#/$defs/other'}|ref-undecided",
                "{'$dynamicRef':'#a','title':'x'}|{'$dynamicRef':'#a','title':'y'}|ref-undecided",
                "{'patternProperties':{'^x-':{'type':'string'}},'additionalProperties':false}|{'patternProperties':{'^x-':{'type':'string'}},'additionalProperties':false,'properties':{'x-a':{'type':'number'}}}|property-added",
                "{'anyOf':[{'$ref':'#'},{'type':'string'}]}|{'anyOf':[{'$ref':'#'},{'type':'string'},{'type':'null'}]}|alternative-added"
            })
    void whatIsNeitherOrCannotBeDecidedBreaksBoth(String old, String now, String kind) {
        assertBumps(old, now, MAJOR, MAJOR, kind);
        Comparison in = Json.compare("input", Json.read(old), Json.read(now));
        if (kind.endsWith("undecided")) {
            assertThat(in.changes())
                    .filteredOn(change -> change.kind().equals(kind))
                    .noneMatch(Change::decided);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'string','title':'a'}|{'type':'string','title':'b'}|title-changed",
                "{'properties':{'a':{}}}|{'properties':{'a':{'description':'d'}}}|description-added",
                "{'examples':[1]}|{}|examples-removed",
                "{'x-own':1}|{'x-own':2}|keyword-changed",
                "{'$schema':'http://json-schema.org/draft-07/schema#'}|{}|schema-removed",
                "{'type':['string','null']}|{'type':['null','string']}|restated",
                "{'type':'string'}|{'type':['string']}|restated",
                "{'type':['string','null']}|{'anyOf':[{'type':'null'},{'type':'string'}]}|restated",
                "{'anyOf':[{'type':'string'},{'type':'null'}]}|{'anyOf':[{'type':'string'},{'const':null}]}|restated",
                "{'anyOf':[{'type':'string'},{'type':'number'}]}|{'oneOf':[{'type':'number'},{'type':'string'}]}|restated",
                "{'anyOf':[{'anyOf':[{'type':'string'},{'type':'null'}]},{'type':'number'}]}|{'type':['string','null','number']}|restated",
                "{'type':'string','enum':['a']}|{'const':'a'}|restated",
                "{'type':'integer','exclusiveMinimum':0}|{'type':'integer','minimum':1}|restated",
                "{'type':'string'}|{'type':'string','minimum':1}|restated",
                "{'required':['a','b']}|{'required':['b','a']}|restated",
                "{}|{'additionalProperties':true}|restated",
                "{'allOf':[{'type':'string'},{'minLength':1}]}|{'allOf':[{'minLength':1},{'type':'string'}]}|restated",
                "{'allOf':[{'type':'string'}]}|{'type':'string'}|restated",
                "{'$defs':{'a':{'type':'string'}},'$ref':'#/$defs/a'}|{'type':'string'}|restated",
                "{'properties':{'x':{'$ref':'#/definitions/a'}},'definitions':{'a':{'type':'string'}}}|{'properties':{'x':{'$ref':'#/$defs/b'}},'$defs':{'b':{'type':'string'}}}|restated",
                "{'properties':{'x':{'$ref':'#n'}},'$defs':{'a':{'$anchor':'n','type':'string'}}}|{'properties':{'x':{'type':'string'}}}|restated",
                "{'properties':{'x':{'$ref':'#/$defs/a%20b'}},'$defs':{'a b':{'type':'string'}}}|{'properties':{'x':{'type':'string'}}}|restated",
                "{'$schema':'http://json-schema.org/draft-07/schema#','properties':{'a':{'$ref':'#/definitions/b'}},'definitions':{'b':{}}}|{'$schema':'http://json-schema.org/draft-07/schema#','properties':{'a':{'$ref':'#/definitions/b','minimum':1}},'definitions':{'b':{}}}|restated",
                "{'$schema':'http://json-schema.org/draft-07/schema#','items':[{'type':'string'}],'additionalItems':false}|{'prefixItems':[{'type':'string'}],'items':false}|schema-removed",
                "{'not':false}|{}|restated",
                "{'$defs':{'unused':{}}}|{}|restated",
                "{'properties':{'next':{'$ref':'#'}}}|{'properties':{'next':{'properties':{'next':{'$ref':'#'}}}}}|restated",
                "{'unevaluatedProperties':false,'title':'a'}|{'unevaluatedProperties':false,'title':'b'}|title-changed",
                "{'oneOf':[{'type':'object','required':['t'],'properties':{'t':{'const':1}}},{'type':'object','required':['t'],'properties':{'t':{'const':2}}}]}|{'anyOf':[{'type':'object','required':['t'],'properties':{'t':{'const':2}}},{'type':'object','required':['t'],'properties':{'t':{'const':1}}}]}|restated",
                "{'deprecated':true}|{'deprecated':false}|deprecated-changed"
            })
    void whatOnlyReadsDifferentlyIsAPatch(String old, String now, String kind) {
        assertBumps(old, now, PATCH, PATCH, kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties':{'a':{}}}|{'properties':{'a':{},'b':{'type':'string'}}}|MINOR|MINOR|property-added",
                "{'properties':{'a':{},'b':{'type':'string'}}}|{'properties':{'a':{}}}|MAJOR|MAJOR|property-removed",
                "{'properties':{'a':{}}}|{'properties':{'a':{},'b':{}},'required':['b']}|MAJOR|MINOR|required-added",
                "{'properties':{'a':{}}}|{'properties':{'a':{},'b':false}}|MAJOR|MINOR|property-added",
                "{'additionalProperties':true}|{'additionalProperties':true,'properties':{'b':{'type':'string'}}}|MAJOR|MINOR|property-added",
                "{'additionalProperties':true,'properties':{'b':{'type':'string'}}}|{'additionalProperties':true}|MINOR|MAJOR|property-removed",
                "{'default':1}|{'default':2}|MAJOR|PATCH|default-changed",
                "{}|{'default':2}|MINOR|PATCH|default-added",
                "{'default':1}|{}|MINOR|PATCH|default-removed",
                "{}|{'deprecated':true}|MINOR|MINOR|deprecated-added",
                "{}|{'readOnly':true}|MAJOR|PATCH|read-only-added",
                "{'readOnly':true}|{'readOnly':false}|MINOR|PATCH|read-only-changed",
                "{}|{'writeOnly':true}|PATCH|MAJOR|write-only-added"
            })
    void membersAndNotesWeighByTheirDirection(String old, String now, Bump input, Bump output, String kind) {
        assertBumps(old, now, input, output, kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties':{'a/b':{'minLength':1}}}|{'properties':{'a/b':{'minLength':2}}}|/input/properties/a~1b/minLength",
                "{'properties':{'a':{}}}|{}|/input/properties/a",
                "{}|{'properties':{'a':{}}}|/input/properties/a",
                "{}|{'required':['b','a']}|/input/required/1",
                "{'$defs':{'x':{'type':'string'}},'properties':{'a':{'$ref':'#/$defs/x'},'b':{'$ref':'#/$defs/x'}}}|{'$defs':{'x':{'type':'null'}},'properties':{'a':{'$ref':'#/$defs/x'},'b':{'$ref':'#/$defs/x'}}}|/input/$defs/x/type",
                "{'anyOf':[{'type':'string'},{'type':'object','properties':{'a':{'minimum':1}}}]}|{'anyOf':[{'type':'object','properties':{'a':{'minimum':3}}},{'type':'string'}]}|/input/anyOf/0/properties/a/minimum",
                "{'maxLength':3}|{}|/input/maxLength"
            })
    void aChangeStandsWhereItIsInTheDocument(String old, String now, String path) {
        assertThat(Json.compare("input", Json.read(old), Json.read(now)).changes())
                .extracting(Change::path)
                .contains(path)
                .doesNotHaveDuplicates();
    }
}
