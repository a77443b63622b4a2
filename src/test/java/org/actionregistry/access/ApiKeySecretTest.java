package org.actionregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ApiKeySecretTest {
    private final ApiKeySecret secret = ApiKeySecret.generate(new SecureRandom());

    @Test
    void isReadBackFromItsText() {
        ApiKeySecret read = ApiKeySecret.parse(secret.reveal()).orElseThrow();
        assertThat(read.id()).isEqualTo(secret.id());
        assertThat(read.sha256()).isEqualTo(secret.sha256());
    }

    @Test
    void hasAShapeThatScannersCanRecognise() {
        assertThat(secret.reveal()).matches("areg_[a-z2-7]{12}_[a-z2-7]{40}_[0-9a-f]{8}");
    }

    @Test
    void isRefusedWithAnyCharacterChanged() {
        String text = secret.reveal();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(ApiKeySecret.parse(text.substring(0, i) + other + text.substring(i + 1)))
                    .as("changed at " + i)
                    .isEmpty();
        }
    }

    @Test
    void doesNotShowInLogs() {
        assertThat(secret.toString())
                .contains(secret.id())
                .doesNotContain(secret.reveal().substring(18));
        assertThat(new Credential(secret.reveal(), false).toString()).doesNotContain("areg_");
    }
}
