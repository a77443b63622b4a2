package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyChallengeTest {
    private static final Ed25519PrivateKey KEY = Ed25519PrivateKey.generate(new SecureRandom());
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static KeyChallenge challenge(String kid, int nonce, Instant expiry) {
        byte[] bytes = new byte[KeyChallenge.NONCE_LENGTH];
        bytes[0] = (byte) nonce;
        return new KeyChallenge(new KeyId(kid), KEY.publicKey(), bytes, expiry);
    }

    @Test
    void isMetByTheSignatureOfItsKeyAlone() {
        KeyChallenge challenge = challenge("team-1", 1, NOON);
        assertThat(challenge.isMetBy(challenge.sign(KEY))).isTrue();
        assertThat(challenge.isMetBy(challenge.sign(Ed25519PrivateKey.generate(new SecureRandom()))))
                .isFalse();
    }

    @Test
    void isNotMetByTheAnswerToAnother() {
        KeyChallenge challenge = challenge("team-1", 1, NOON);
        assertThat(challenge.isMetBy(challenge("team-2", 1, NOON).sign(KEY))).isFalse();
        assertThat(challenge.isMetBy(challenge("team-1", 2, NOON).sign(KEY))).isFalse();
        assertThat(challenge.isMetBy(challenge("team-1", 1, NOON.plusSeconds(1)).sign(KEY)))
                .isFalse();
    }

    /** A manifest's signature is over 32 bytes. */
    @Test
    void itsAnswerSignsNoManifest() {
        KeyChallenge challenge = challenge("team-1", 1, NOON);
        byte[] digest = Digest.of(challenge.message().getBytes(UTF_8)).bytes();
        assertThat(KEY.publicKey().verify(digest, Base64Text.decode(challenge.sign(KEY))))
                .isFalse();
        assertThat(challenge.isMetBy(Base64Text.encode(KEY.sign(digest)))).isFalse();
        assertThat(challenge.message().lines()).hasSize(5).first().isEqualTo("action-registry/key-challenge/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "base64:", "base64:AAAA", "no base64"})
    void isNotMetByNonsense(String signature) {
        assertThat(challenge("team-1", 1, NOON).isMetBy(signature)).isFalse();
    }

    @Test
    void hasANonceOfOneLength() {
        assertThatThrownBy(() -> new KeyChallenge(new KeyId("team-1"), KEY.publicKey(), new byte[16], NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
