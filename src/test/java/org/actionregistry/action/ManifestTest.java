package org.actionregistry.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.actionregistry.failure.Violation;
import org.actionregistry.json.InvalidJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    @Test
    void hasOneDigestForEverySpelling() {
        Manifest one = manifest("{\"name\":\"files.move\",\"tags\":[\"a\"],\"n\":1.0}");
        Manifest other = manifest(" { \"n\" : 1, \"tags\":[\"\\u0061\"],\n\"name\":\"files.move\" } ");
        assertThat(other.digest()).isEqualTo(one.digest());
        assertThat(new String(one.canonical(), UTF_8)).isEqualTo("{\"n\":1,\"name\":\"files.move\",\"tags\":[\"a\"]}");
    }

    @Test
    void keepsFieldsItDoesNotKnow() {
        assertThat(new String(manifest("{\"x-anything\":[null,{}]}").canonical(), UTF_8))
                .isEqualTo("{\"x-anything\":[null,{}]}");
    }

    @Test
    void reportsEveryKnownFieldOfTheWrongType() {
        InvalidManifestException refused = catchThrowableOfType(
                InvalidManifestException.class,
                () -> manifest("{\"title\":1,\"input\":[],\"effects\":{\"readOnly\":\"yes\",\"other\":3},"
                        + "\"tags\":[\"ok\",7],\"bindings\":[{\"kind\":\"mcp\"}],\"examples\":{}}"));
        assertThat(refused.violations())
                .extracting(Violation::path)
                .containsExactly("/title", "/input", "/effects/readOnly", "/tags/1", "/bindings/0", "/examples");
    }

    @ParameterizedTest
    @CsvSource({"[],not-an-object", "{,syntax", "'{\"a\":1,\"a\":2}',duplicate-key"})
    void refusesWhatIsNoStrictObject(String text, String rule) {
        InvalidJsonException refused = catchThrowableOfType(InvalidJsonException.class, () -> manifest(text));
        assertThat(refused.rule()).isEqualTo(rule);
    }

    @Test
    void hasAtMost256KibibytesInCanonicalForm() {
        String frame = "{\"x\":\"\"}";
        String largest = "{\"x\":\"" + "a".repeat(Manifest.MAX_BYTES - frame.length()) + "\"}";
        assertThat(manifest("   " + largest).canonical()).hasSize(Manifest.MAX_BYTES);
        assertThatThrownBy(() -> manifest(largest.replace("\"}", "a\"}")))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining("262144 bytes");
    }

    private static Manifest manifest(String json) {
        return Manifest.parse(json.getBytes(UTF_8));
    }
}
