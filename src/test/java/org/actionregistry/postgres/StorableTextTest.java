package org.actionregistry.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.junit.jupiter.api.Test;

class StorableTextTest {
    @Test
    void jsonWithoutNulIsNotSentTwice() {
        assertThat(StorableText.jsonUnlessSame("{\"a\":\"u0000\\n\"}".getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void nulBecomesTheReplacementCharacterInKeysAndValues() {
        assertThat(StorableText.json("{\"\\u0000k\":\"v\\u0000\\u0000\"}".getBytes(UTF_8)))
                .isEqualTo("{\"\uFFFDk\":\"v\uFFFD\uFFFD\"}");
    }

    @Test
    void anEscapedBackslashBeforeTheSameLettersIsNoNul() {
        String json = "{\"a\":\"\\\\u0000\",\"b\":\"\\\\\\\\u0000\"}";

        assertThat(StorableText.json(json.getBytes(UTF_8))).isEqualTo(json);
    }

    @Property
    void replacingInJsonIsReplacingInTheString(@ForAll @Chars({'\0', '\\', 'u', '0', '"', 'x'}) String text) {
        String json = StorableText.json(CanonicalJson.encode(text));

        assertThat(StrictJson.read(("[" + json + "]").getBytes(UTF_8), 2))
                .asList()
                .containsExactly(StorableText.of(text));
    }
}
