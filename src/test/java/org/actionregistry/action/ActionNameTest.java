package org.actionregistry.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "files.move", "ssh.exec", "a-b_c.d-e", "a--b", "x1.y2.z3", "0.0"})
    void acceptsNames(String name) {
        assertThat(new ActionName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                "a__b",
                "a_.b",
                "a._b",
                ".a",
                "a.",
                "-a",
                "a-",
                "_a",
                "a_",
                "A",
                "files.Move",
                "a b",
                "a/b",
                "a%2eb",
                "a+b",
                "é",
                "файл",
                "a\u0000",
                "a\n",
                "a\u200b"
            })
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> new ActionName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an action name");
    }

    @Test
    void hasAtMost128Characters() {
        assertThat(new ActionName("a".repeat(128)).value()).hasSize(128);
        assertThatThrownBy(() -> new ActionName("a".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"files.move,files", "a.b.c,a.b", "solo,''"})
    void takesTheDottedPrefixAsNamespace(String name, String namespace) {
        assertThat(new ActionName(name).namespace()).isEqualTo(namespace);
    }

    @Test
    void foldsSeparatorsToOneCharacter() {
        assertThat(new ActionName("a.b-c").folded()).isEqualTo(new ActionName("a-b.c").folded());
        assertThat(new ActionName("a_b").folded()).isEqualTo(new ActionName("a.b").folded());
        assertThat(new ActionName("a--b").folded()).isNotEqualTo(new ActionName("a-b").folded());
    }
}
