package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
