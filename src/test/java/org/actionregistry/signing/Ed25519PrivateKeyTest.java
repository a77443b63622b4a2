package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519PrivateKeyTest {
    /** Made by {@code openssl genpkey -algorithm ed25519} for this test, with what openssl says of it. */
    private static final String OPENSSL_BODY = "MC4CAQAwBQYDK2VwBCIEIBYEKS5JxQrKgXgV5RQixouHExcReZ1k1D3F1VqPPcQI";

    private static final String OPENSSL_PEM = pem(OPENSSL_BODY);
    private static final String OPENSSL_PUBLIC_KEY = "base64:flcLJcEQm8UzXwPAhJE3WY77B/VzIFagz5Ta2mBx5Iw=";
    private static final String OPENSSL_SIGNATURE_OF_ACTION =
            "base64:bpfcSr4rEzt+1ocbPBWdxuKfLbOHVDcJR8thYYvajhU/vBaSK8mMtjTKzyQ5lMoCa7d9YpkFhpkYUA0uMFzKDg==";

    /** RFC 8410, section 10.3: one key without and with its attributes and public key, and that public key. */
    private static final String RFC_VERSION_1 = pem("MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC");

    private static final String RFC_VERSION_2 = """
            -----BEGIN PRIVATE KEY-----
            MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
            Z9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PRIVATE KEY-----
            """;

    private static final String RFC_PUBLIC_KEY = "base64:Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    private static final byte[] MESSAGE = "action".getBytes(UTF_8);

    private final Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());

    @Test
    void itsPublicKeyVerifiesWhatItSigns() {
        byte[] signature = key.sign(MESSAGE);
        assertThat(signature).hasSize(Ed25519PublicKey.SIGNATURE_LENGTH).isEqualTo(key.sign(MESSAGE));
        assertThat(key.publicKey().verify(MESSAGE, signature)).isTrue();
        assertThat(key.publicKey().verify("fiction".getBytes(UTF_8), signature)).isFalse();
        Ed25519PrivateKey other = Ed25519PrivateKey.generate(new SecureRandom());
        assertThat(other.publicKey().verify(MESSAGE, signature)).isFalse();
    }

    @Test
    void survivesPem() {
        String pem = key.toPem();
        assertThat(pem).matches("-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/]{64}\n-----END PRIVATE KEY-----\n");
        Ed25519PrivateKey read = Ed25519PrivateKey.fromPem(pem);
        assertThat(read.publicKey()).isEqualTo(key.publicKey());
        assertThat(read.toPem()).isEqualTo(pem);
    }

    @Test
    void readsWritesAndSignsAsOpensslDoes() {
        Ed25519PrivateKey openssl = Ed25519PrivateKey.fromPem(OPENSSL_PEM);
        assertThat(openssl.publicKey()).hasToString(OPENSSL_PUBLIC_KEY);
        assertThat(Base64Text.encode(openssl.sign(MESSAGE))).isEqualTo(OPENSSL_SIGNATURE_OF_ACTION);
        assertThat(openssl.toPem()).isEqualTo(OPENSSL_PEM);
    }

    @Test
    void readsBothVersionsOfTheRfc() {
        assertThat(Ed25519PrivateKey.fromPem(RFC_VERSION_1).publicKey()).hasToString(RFC_PUBLIC_KEY);
        Ed25519PrivateKey version2 = Ed25519PrivateKey.fromPem(RFC_VERSION_2);
        assertThat(version2.publicKey()).hasToString(RFC_PUBLIC_KEY);
        assertThat(version2.toPem()).isEqualTo(RFC_VERSION_1);
    }

    @Test
    void theJdkReadsItsPemAndAgreesOnSignatures() throws GeneralSecurityException {
        byte[] der = Base64.getMimeDecoder().decode(key.toPem().replaceAll("-----.*-----", ""));
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der)));
        jdk.update(MESSAGE);
        assertThat(jdk.sign()).isEqualTo(key.sign(MESSAGE));
    }

    @Test
    void refusesAPublicKeyThatIsNotItsOwn() {
        String swapped = RFC_VERSION_2.replace("Gb9ECWmEzf6F", "Gb9ECWmEzf6G");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PrivateKey.fromPem(swapped))
                .withMessage("the public key attached to the private key is not its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n%s", "%s\n\n", "  \r\n%s \t", "%s"})
    void whiteSpaceAroundTheBlockDoesNotMatter(String frame) {
        for (String lineEnd : new String[] {"\n", "\r\n"}) {
            String pem = String.format(frame, OPENSSL_PEM.replace("\n", lineEnd));
            assertThat(Ed25519PrivateKey.fromPem(pem).publicKey()).hasToString(OPENSSL_PUBLIC_KEY);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | not a PEM file",
                "hello | not a PEM file",
                "MC4CAQAwBQYDK2VwBCIEIBYEKS5JxQrKgXgV5RQixouHExcReZ1k1D3F1VqPPcQI | not a PEM file",
                "-----BEGIN PRIVATE KEY----- | not a PEM file",
                "'-----BEGIN PRIVATE KEY-----\nMC4C*\n-----END PRIVATE KEY-----' | not a PEM file",
                "'-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PUBLIC KEY-----' | expected a PEM block \"PRIVATE KEY\"",
                "'-----BEGIN PUBLIC KEY-----\nMC4C\n-----END PUBLIC KEY-----' | not \"PUBLIC KEY\"",
                "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4C\n-----END ENCRYPTED PRIVATE KEY-----' | not \"ENCRYPTED PRIVATE KEY\"",
                "'-----BEGIN PRIVATE KEY-----\nMC4\n-----END PRIVATE KEY-----' | not base64",
                "'-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----' | not well-formed PKCS#8",
                "'-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----' | not well-formed PKCS#8"
            })
    void saysWhyAFileIsNotAPrivateKey(String pem, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PrivateKey.fromPem(pem))
                .withMessageContaining(reason);
    }

    @Test
    void refusesKeysOfOtherAlgorithmsAndLengths() {
        refuses("302e020100300506032b656e04220420" + "07".repeat(32), "not an Ed25519 key"); // X25519
        refuses("3030020100300706032b6570050004220420" + "07".repeat(32), "not an Ed25519 key"); // with parameters
        refuses("302d020100300506032b65700421041f" + "07".repeat(31), "this one has 31");
        refuses("302f020100300506032b657004230421" + "07".repeat(33), "this one has 33");
        refuses("302c020100300506032b65700420" + "07".repeat(32), "not well-formed"); // one OCTET STRING too few
        refuses("302e020100300506032b657004220420" + "07".repeat(32) + "00", "not well-formed"); // trailing byte
    }

    private static void refuses(String der, String reason) {
        String body = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(der));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PrivateKey.fromPem(pem(body)))
                .withMessageContaining(reason);
    }

    /** Whatever the ASN.1 reader stumbles over, callers see one kind of failure, and none of the key in it. */
    @Test
    void damagedFilesAreRefusedWithoutRepeatingThem() {
        Random random = new Random(8410);
        byte[] der = Base64.getMimeDecoder().decode(RFC_VERSION_2.replaceAll("-----.*-----", ""));
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = der.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            damaged[random.nextInt(16)] = (byte) random.nextInt(256);
            try {
                Ed25519PrivateKey.fromPem(pem(Base64.getEncoder().encodeToString(damaged)));
            } catch (IllegalArgumentException refusal) {
                refused++;
                assertThat(refusal).hasNoCause();
                assertThat(refusal.getMessage()).hasSizeLessThan(120).doesNotContain("bouncycastle", "d4ee72", "1O5y");
            }
        }
        assertThat(refused).isGreaterThan(4000);
    }

    @Test
    void doesNotShowItsSecret() {
        Ed25519PrivateKey openssl = Ed25519PrivateKey.fromPem(OPENSSL_PEM);
        assertThat(openssl.toString()).isEqualTo("Ed25519PrivateKey[of " + OPENSSL_PUBLIC_KEY + "]");
    }

    private static String pem(String body) {
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }
}
