package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
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
    void theObjectOfAnyTextIsTheEncodersInItsBytes(@ForAll String value) {
        byte[] object = new JsonText().put("text", value).put("flag", true).toBytes();

        assertThat(object)
                .isEqualTo(new JsonObject()
                        .put("text", value)
                        .put("flag", true)
                        .toBuffer()
                        .getBytes());
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
    void everyCharacterIsSpelledAsTheEncoderSpellsIt() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String value = "a" + (char) c + "b" + (char) c;

            assertThat(new JsonText().put("text", value).toString())
                    .isEqualTo("\"text\":" + new JsonArray().add(value).encode().replaceAll("^\\[|]$", ""));
        }
    }

    @Property
    void listsAreSpelledAsTheEncoderSpellsThem(
            @ForAll List<String> values, @ForAll List<@Size(max = 3) List<Integer>> items) {
        JsonText text = new JsonText().putTexts("values", values).beginItems("items");
        JsonArray expected = new JsonArray();
        for (List<Integer> item : items) {
            JsonObject object = new JsonObject();
            text.beginItem();
            for (int i = 0; i < item.size(); i++) {
                text.put("m" + i, item.get(i));
                object.put("m" + i, item.get(i));
            }
            text.end();
            expected.add(object);
        }
        text.endItems().put("next", null);

        assertThat("{" + text + "}")
                .isEqualTo(new JsonObject()
                        .put("values", new JsonArray(values))
                        .put("items", expected)
                        .putNull("next")
                        .encode());
    }

    @Test
    void nestedMembersAreSeparated() {
        JsonText text = new JsonText()
                .begin("empty")
                .end()
                .begin("inner")
                .put("a", 1)
                .put("b", null)
                .end()
                .put("c", 2);

        assertThat("{" + text + "}").isEqualTo("{\"empty\":{},\"inner\":{\"a\":1,\"b\":null},\"c\":2}");
    }
}
