package org.actionregistry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8000", "https://registry.example/api", "HTTP://[::1]:8000"})
    void acceptsAHostAndAPath(String base) {
        assertThat(ClientSettings.of(base, Optional.empty()).base()).hasToString(base);
        assertThat(ClientSettings.of(base + "/", Optional.empty()).base()).hasToString(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8000",
                "ftp://localhost",
                "http://",
                "http:///actions",
                "http://localhost?x=1",
                "http://localhost#x",
                "http://user:secret@localhost",
                "http://a b"
            })
    void refusesWhatIsNoRegistrysUrl(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.of(base, Optional.empty()))
                .withMessageContaining("the registry's URL")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\nX-Other: 1", "secret key", "sécret"})
    void refusesAKeyThatNoHeaderCanCarryWithoutRepeatingIt(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.of("http://localhost", Optional.of(key)))
                .withMessage("the API key is empty or holds characters no HTTP header can carry");
    }

    @Test
    void doesNotShowTheKey() {
        assertThat(ClientSettings.of("http://localhost", Optional.of("secret")).toString())
                .doesNotContain("secret");
    }
}
