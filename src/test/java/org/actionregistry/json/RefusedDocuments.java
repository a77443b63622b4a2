package org.actionregistry.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Documents the reader must refuse, each with the rule and the place it must name. */
final class RefusedDocuments {
    /** One of them; {@code shown} is for the test report. */
    record Refused(String shown, Supplier<byte[]> document, String rule, String pointer) {
        @Override
        public String toString() {
            return rule + " at \"" + pointer + "\": " + shown;
        }
    }

    private final List<Refused> all = new ArrayList<>();

    private RefusedDocuments() {}

    static List<Refused> all() {
        RefusedDocuments documents = new RefusedDocuments();
        documents.encoding();
        documents.duplicates();
        documents.surrogates();
        documents.numbers();
        documents.depth();
        documents.trailing();
        documents.syntaxOfValues();
        documents.syntaxOfNumbers();
        documents.syntaxOfStrings();
        documents.syntaxOfContainers();
        return documents.all;
    }

    private void encoding() {
        bytes("bom", "EFBBBF7B7D");
        bytes("bom", "EFBBBF");
        text("bom", "", "\uFEFF\uFEFF1", UTF_8);
        text("encoding", "", "{}", UTF_16); // with its mark FE FF, which no UTF-8 text can hold
        text("nul", "", "{}", UTF_16LE);
        text("nul", "", "{}", UTF_16BE);
        text("nul", "", "{}", Charset.forName("UTF-32BE"));
        text("encoding", "", "{\"a\":\"\u00e9\"}", ISO_8859_1);
        bytes("encoding", "22C0AF22"); // overlong '/'
        bytes("encoding", "22C08022"); // overlong NUL, as Java's "modified UTF-8" writes it
        bytes("encoding", "22E080AF22");
        bytes("encoding", "22F08080AF22");
        bytes("encoding", "22EDA08022"); // U+D800 as CESU-8 writes it
        bytes("encoding", "22EDA0BDEDB88222");
        bytes("encoding", "22F490808022"); // beyond U+10FFFF
        bytes("encoding", "228022");
        bytes("encoding", "22C3"); // ends inside a character
        bytes("encoding", "22FF22");
        bytes("nul", "220022");
        bytes("nul", "7B7D00");
        bytes("nul", "00");
    }

    private void duplicates() {
        text("duplicate-key", "/a", "{\"a\":1,\"a\":1}");
        text("duplicate-key", "/a", "{\"a\":null,\"b\":1,\"a\":null}");
        text("duplicate-key", "/a", "{\"a\":1,\"\\u0061\":2}");
        text("duplicate-key", "/x/1/a", "{\"x\":[0,{\"a\":{},\"a\":{}}]}");
        text("duplicate-key", "/", "{\"\":1,\"\":2}");
        text("duplicate-key", "/a~1b~0c", "{\"a/b~c\":1,\"a\\/b~c\":2}");
        text("duplicate-key", "/\ud83d\ude02", "{\"\ud83d\ude02\":1,\"\\ud83d\\uDE02\":2}");
        text("duplicate-key", "/a\u0000", "{\"a\\u0000\":1,\"a\\u0000\":2}");
        text(
                "duplicate-key",
                "/" + "k".repeat(1000),
                "{\"" + "k".repeat(1000) + "\":1,\"" + "k".repeat(1000) + "\":2}");
    }

    private void surrogates() {
        text("lone-surrogate", "", "\"\\ud800\"");
        text("lone-surrogate", "/a", "{\"a\":\"x\\uDFFFy\"}");
        text("lone-surrogate", "/2", "[1,2,\"\\udc00\\ud800\"]");
        text("lone-surrogate", "/0", "[\"\\ud83d\\ud83d\\ude02\"]");
        text("lone-surrogate", "/0", "[\"\\ud83d\\n\\ude02\"]");
        text("lone-surrogate", "/0", "[\"\\ud83d\ud83d\ude02\"]");
        text("lone-surrogate", "/a/\uFFFD", "{\"a\":{\"\\ud800\":1}}");
        text("lone-surrogate", "/k\uFFFD\uFFFDz", "{\"k\\udc00\\ud800z\":1}");
        text("lone-surrogate", "/1/a\"b~1\\c\uFFFD\n", "[0,{\"a\\\"b/\\\\c\\udbff\\n\":1}]");
        text("lone-surrogate", "/\uFFFDx", "{\"\\ud83dx\":1}");
        text("lone-surrogate", "/\uFFFD\uFFFD", "{\"\\udc00\\uZZZZ");
        text("lone-surrogate", "/\uFFFD", "{\"\\udc00\\u12");
        text("lone-surrogate", "/\uFFFD", "{\"\\udc00\\");
        text("lone-surrogate", "/a/\uFFFD", "{\"a\":{\"b\":1,\"\\uDC00\":2}}");
    }

    private void numbers() {
        text("number-range", "/n", "{\"n\":9007199254740992}");
        text("number-range", "/n", "{\"n\":9007199254740993}");
        text("number-range", "/n", "{\"n\":-9007199254740992}");
        text("number-range", "", "9223372036854775807");
        text("number-range", "", "9223372036854775808");
        text("number-range", "", "-9223372036854775809");
        text("number-range", "", "1" + "0".repeat(127));
        text("number-range", "", "9007199254740992.0");
        text("number-range", "", "9007199254740991.5"); // rounds to 2^53
        text("number-range", "", "1e20");
        text("number-range", "", "-1E+20");
        text("number-range", "", "999999999999999900000.0");
        text("number-range", "/0", "[1e400]");
        text("number-range", "/1", "[1,-1e400]");
        text("number-range", "", "1.7976931348623159e308");
        text("number-range", "", "1e99999999999999999999");
        text("number-range", "/a/b", "{\"a\":{\"b\":1e-400}}");
        text("number-range", "", "-0.1e-400");
        text("number-range", "", "2e-324");
        text("number-range", "", "1e-99999999999999999999");
        text("number-length", "/a", "{\"a\":" + "1".repeat(129) + "}");
        text("number-length", "", "0." + "0".repeat(127));
        text("number-length", "", "-" + "1".repeat(128));
        text("number-length", "", "1e" + "0".repeat(127));
        text("number-length", "", "9".repeat(100_000));
    }

    private void depth() {
        text("depth", "/0".repeat(64), "[".repeat(65) + "]".repeat(65));
        text("depth", "/a".repeat(64), "{\"a\":".repeat(65) + "1" + "}".repeat(65));
        text("depth", "/x" + "/0".repeat(63), "{\"y\":[],\"x\":" + "[".repeat(64) + "]".repeat(64) + "}");
        text("depth", "/0".repeat(64), "[".repeat(100_000));
    }

    private void trailing() {
        text("trailing-data", "", "{} {}");
        text("trailing-data", "", "{}{}");
        text("trailing-data", "", "1 2");
        text("trailing-data", "", "[1]]");
        text("trailing-data", "", "{\"a\":1}}");
        text("trailing-data", "", "null,");
        text("trailing-data", "", "\"a\"b");
        text("trailing-data", "", "{} // done");
        text("trailing-data", "", "{}\u0001");
    }

    private void syntaxOfValues() {
        text("syntax", "", "");
        text("syntax", "", " \t\r\n");
        text("syntax", "", "nul");
        text("syntax", "", "nulll");
        text("syntax", "", "True");
        text("syntax", "", "undefined");
        text("syntax", "", "NaN");
        text("syntax", "/0", "[NaN]");
        text("syntax", "/a", "{\"a\":Infinity}");
        text("syntax", "/a", "{\"a\":-Infinity}");
        text("syntax", "", "// comment\n1");
        text("syntax", "", "/* comment */ 1");
        text("syntax", "", "# comment\n1");
        text("syntax", "/1", "[1,/**/2]");
        text("syntax", "", "]");
        text("syntax", "", "}");
        text("syntax", "", ",");
        text("syntax", "", ":");
        text("syntax", "/0", "[\u00a01]"); // no-break space is not white space to JSON
        text("syntax", "/0", "[\u000c1]"); // nor is form feed
        text("syntax", "/1", "[1,\uFEFF2]");
    }

    private void syntaxOfNumbers() {
        text("syntax", "", "01");
        text("syntax", "/0", "[-01]");
        text("syntax", "", "00");
        text("syntax", "", "+1");
        text("syntax", "", ".5");
        text("syntax", "", "-.5");
        text("syntax", "", "1.");
        text("syntax", "/0", "[1.]");
        text("syntax", "/0", "[1.e5]");
        text("syntax", "", "1e");
        text("syntax", "/0", "[1e+]");
        text("syntax", "", "-");
        text("syntax", "", "--1");
        text("syntax", "", "0x10");
        text("syntax", "/1", "[1_000]");
        text("syntax", "", "1.5.5");
        text("syntax", "", "\u0661"); // an Arabic digit
        text("syntax", "", "12abc");
        text("syntax", "", "{\"a\":1f}");
    }

    private void syntaxOfStrings() {
        text("syntax", "", "'a'");
        text("syntax", "", "\"abc");
        text("syntax", "", "\"");
        text("syntax", "/0", "[\"a\tb\"]");
        text("syntax", "/0", "[\"a\nb\"]");
        text("syntax", "", "\"\u0001\"");
        text("syntax", "", "\"\u001f\"");
        text("syntax", "", "\"\\x41\"");
        text("syntax", "", "\"\\'\"");
        text("syntax", "", "\"\\U0041\"");
        text("syntax", "", "\"\\u12G4\"");
        text("syntax", "", "\"\\u12");
        text("syntax", "", "\"\\");
        text("syntax", "", "{\"a\nb\":1}");
        text("syntax", "", "\u201ca\u201d"); // typographic quotes
    }

    private void syntaxOfContainers() {
        text("syntax", "", "{");
        text("syntax", "/0", "[");
        text("syntax", "/2", "[1,2");
        text("syntax", "/2", "[1,2,");
        text("syntax", "/a", "{\"a\"");
        text("syntax", "/a", "{\"a\":");
        text("syntax", "", "{\"a\":1");
        text("syntax", "/1", "[1,]");
        text("syntax", "", "{\"a\":1,}");
        text("syntax", "/0", "[,1]");
        text("syntax", "/1", "[1,,2]");
        text("syntax", "", "{,}");
        text("syntax", "/1", "[1 2]");
        text("syntax", "/1", "[1;2]");
        text("syntax", "/a", "{\"a\" 1}");
        text("syntax", "", "{\"a\":1 \"b\":2}");
        text("syntax", "/a", "{\"a\"::1}");
        text("syntax", "", "{a:1}");
        text("syntax", "", "{'a':1}");
        text("syntax", "", "{1:2}");
        text("syntax", "", "{null:2}");
        text("syntax", "/1", "[1}");
        text("syntax", "", "{\"a\":1]");
        text("syntax", "/a/b/0/c", "{\"a\":{\"b\":[{\"c\":?}]}}");
    }

    private void text(String rule, String pointer, String text) {
        text(rule, pointer, text, UTF_8);
    }

    private void text(String rule, String pointer, String text, Charset charset) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "... (" + text.length() + ")" : text;
        all.add(new Refused(charset + " " + shown, () -> text.getBytes(charset), rule, pointer));
    }

    private void bytes(String rule, String hex) {
        all.add(new Refused("bytes " + hex, () -> HexFormat.of().parseHex(hex), rule, ""));
    }
}
