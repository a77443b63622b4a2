package org.actionregistry.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifierKeyTest {
    /** The example of C2SP signed-note, "Verifier keys". */
    private static final String EXAMPLE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    @Test
    void readsAndWritesTheExampleOfTheSpecification() {
        VerifierKey key = VerifierKey.parse(EXAMPLE);
        assertThat(key.name()).isEqualTo(new KeyName("example.com/foo"));
        assertThat(key.type()).isEqualTo(SignatureType.ED25519);
        assertThat(key.id()).isEqualTo(0x530d903a);
        assertThat(key).hasToString(EXAMPLE);
    }

    @Test
    void verifiesTheExampleOfTheSpecification() {
        SignedNote note = SignedNote.parse("This is an example message.\n\n— example.com/foo"
                + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n");
        assertThat(VerifierKey.parse(EXAMPLE)
                        .verifies(note.text(), note.signatures().get(0)))
                .isTrue();
        assertThat(VerifierKey.parse(EXAMPLE)
                        .verifies("Another message.\n", note.signatures().get(0)))
                .isFalse();
    }

    @Test
    void theIdTellsTypesNamesAndKeysApart() {
        Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
        KeyName name = new KeyName("example.com/log");
        int id = new NoteSigner(name, key).verifierKey().id();
        assertThat(new Cosigner(name, key).verifierKey().id()).isNotEqualTo(id);
        assertThat(new NoteSigner(new KeyName("example.com/log2"), key)
                        .verifierKey()
                        .id())
                .isNotEqualTo(id);
        assertThat(new NoteSigner(name, Ed25519PrivateKey.generate(new SecureRandom()))
                        .verifierKey()
                        .id())
                .isNotEqualTo(id);
    }

    @Test
    void writesCosignerKeysSoThatTheyReadBack() {
        VerifierKey key =
                new Cosigner(new KeyName("w.example/1"), Ed25519PrivateKey.generate(new SecureRandom())).verifierKey();
        assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
        assertThat(key.toString()).matches("w\\.example/1\\+[0-9a-f]{8}\\+B.{43}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                              | a verifier key is
            example.com/foo                                                                 | a verifier key is
            example.com/foo+530d903a                                                        | a verifier key is
            example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k           | a verifier key is
            example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k            | a verifier key is
            +530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k                          | a key name
            example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k           | a key name
            example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k           | the key id 530d903a
            example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k           | the key id 530d903b
            example.com/foo+530d903a+                                                       | holds no key
            example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2            | not base64
            example.com/foo+530d903a+base64:AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k    | not base64
            example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k           | type 0x02 is not supported
            example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k           | type 0x06 is not supported
            example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAAAA       | has 32 bytes
            example.com/foo+530d903a+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA           | weak or malformed
            """)
    void refusesWhatIsNotAKeyAndSaysWhy(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifierKey.parse(text))
                .withMessageContaining(why);
    }
}
