package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is written as text is what an encoder would have written, to the byte. */
class JsonTextTest {
    @Property
    void anyTextIsSpelledAsTheEncoderSpellsIt(@ForAll String value, @ForAll boolean flag, @ForAll long number) {
        JsonText text = new JsonText().put("text", value).put("flag", flag).put("number", number);

        assertThat("{" + text + "}")
                .isEqualTo(new JsonObject()
                        .put("text", value)
                        .put("flag", flag)
                        .put("number", number)
                        .encode());
    }

    @Property
    void anyTimeIsSpelledAsItSpellsItself(
            @ForAll @LongRange(min = -99_999_999_999L, max = 299_999_999_999L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        for (int unit : new int[] {1, 1000, 1_000_000, 1_000_000_000}) {
            Instant time = Instant.ofEpochSecond(second, nanos / unit * unit);

            assertThat(new JsonText().time("time", time)).hasToString("\"time\":\"" + time + "\"");
        }
    }

    @Test
    void nestedMembersAndThoseWrittenBeforeAreSeparated() {
        JsonText text = new JsonText()
                .begin("empty")
                .end()
                .begin("inner")
                .putAll("")
                .putAll("\"a\":1")
                .put("b", null)
                .end()
                .putAll("\"c\":2");

        assertThat("{" + text + "}").isEqualTo("{\"empty\":{},\"inner\":{\"a\":1,\"b\":null},\"c\":2}");
    }
}
