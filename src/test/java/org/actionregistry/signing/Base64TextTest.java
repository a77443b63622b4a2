package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Base64TextTest {
    /** RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, Zg==", "fo, Zm8=", "foo, Zm9v", "foob, Zm9vYg==", "fooba, Zm9vYmE=", "foobar, Zm9vYmFy"})
    void writesAndReadsTheVectorsOfTheRfc(String bytes, String base64) {
        assertThat(Base64Text.encode(bytes.getBytes(US_ASCII))).isEqualTo("base64:" + base64);
        assertThat(Base64Text.decode("base64:" + base64)).asString(US_ASCII).isEqualTo(bytes);
        assertThat(Base64Text.decode(base64)).asString(US_ASCII).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Zg | multiple of four",
                "Zg= | multiple of four",
                "Zm9vY | multiple of four",
                "Zg=== | multiple of four",
                "Zg==Zg== | at the end only",
                "Z=== | at the end only",
                "==== | at the end only",
                "Zm=v | at the end only",
                "'Zg==\n' | only A-Z",
                "' Zg==' | only A-Z",
                "Zm9v-_== | only A-Z",
                "base64:base64:Zg== | only A-Z",
                "BASE64:Zg== | only A-Z",
                "Zé== | only A-Z",
                "Zh== | unused bits",
                "Zm9= | unused bits"
            })
    void refusesEverySpellingButTheCanonicalOne(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Base64Text.decode(text))
                .withMessageContaining(reason);
    }

    @Property(tries = 500)
    void anyBytesReadBackAsThemselves(@ForAll byte[] bytes) {
        assertThat(Base64Text.decode(Base64Text.encode(bytes))).isEqualTo(bytes);
    }
}
