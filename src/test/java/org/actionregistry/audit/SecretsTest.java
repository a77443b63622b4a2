package org.actionregistry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private final Secrets secrets = new Secrets(List.of("a-long-bootstrap-key", "files", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "areg_abcdefghijkl_mnopqrstuvwxyz234567abcdefghijklmnopqrst_0badc0de",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln-bmF0dXJl_",
                "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g",
                "-----BEGIN PRIVATE KEY-----MC4CAQ",
                "PRIVATE+KEY+example.com/log+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
                "a-long-bootstrap-key"
            })
    void aSecretIsMaskedAloneAndWithinOtherText(String secret) {
        assertThat(secrets.mask(secret, List.of())).isEqualTo("***");
        assertThat(secrets.mask("a." + secret, List.of())).isEqualTo("a.***");
        assertThat(secrets.occurIn(secret)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files.move@1.0.0",
                "dev-root-1",
                "abcdefghijkl",
                "eyJ.not",
                "base64:kxaJC0YbHPLVqoLFZqCNwg==",
                ""
            })
    void whatNamesThingsIsNoSecret(String text) {
        assertThat(secrets.mask(text, List.of())).isEqualTo(text);
        assertThat(secrets.occurIn(text)).isFalse();
    }

    @Test
    void aShortSecretIsNotTakenOutOfTheMiddleOfAName() {
        assertThat(secrets.mask("files", List.of())).isEqualTo("***");
        assertThat(secrets.mask("files.move@1.0.0", List.of())).isEqualTo("files.move@1.0.0");
    }

    @Test
    void whatCameAsACredentialIsASecretWhateverItLooksLike() {
        assertThat(secrets.mask("hunter2.letmein.1234", List.of("hunter2.letmein.1234")))
                .isEqualTo("***");
    }
}
