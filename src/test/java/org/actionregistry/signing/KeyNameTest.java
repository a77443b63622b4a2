package org.actionregistry.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"example.com/foo", "a", "oid/1.3.6.1", "Grüße.example/ключ", "\uD83D\uDD11", "a\u007Fb", "-"})
    void takesWhatTheSpecificationAllows(String name) {
        assertThat(new KeyName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a+b",
                "a\nb",
                "a\tb",
                "a\0b",
                "a\u001Fb",
                "a\u0085b",
                "a\u00A0b",
                "a\u1680b",
                "a\u2003b",
                "a\u2028b",
                "a\u2029b",
                "a\u202Fb",
                "a\u205Fb",
                "a\u3000b",
                "a\uD83Db",
                "\uDD11"
            })
    void refusesSpacesControlCharactersPlusAndLoneSurrogates(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyName(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 10_000})
    void refusesLongNames(int length) {
        assertThat(new KeyName("n".repeat(255)).value()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyName("n".repeat(length)))
                .withMessageContaining("255");
    }
}
