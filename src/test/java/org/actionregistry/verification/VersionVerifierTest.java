package org.actionregistry.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.Manifest;
import org.actionregistry.action.Standing;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionVerifierTest {
    private static final Ed25519PrivateKey KEY = Ed25519PrivateKey.generate(new SecureRandom());
    private static final byte[] MANIFEST = Manifest.parse(
                    "{\"name\":\"files.move\",\"version\":\"1.0.0\",\"title\":\"x\"}".getBytes(UTF_8))
            .canonical();

    private final VersionVerifier verifier = new VersionVerifier(
            kid -> Optional.ofNullable(Map.of("root", new TrustedKey(new KeyId("root"), KEY.publicKey()))
                    .get(kid)),
            Clock.systemUTC());

    @Test
    void verifiesWhatWasSigned() {
        Verdict verdict = verifier.verify(stored("files.move", MANIFEST, hash(MANIFEST), signature("root", MANIFEST)));
        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.error()).isEmpty();
        assertThat(verdict.coordinate()).contains(true);
    }

    @Test
    void seesEverySingleChangedByte() {
        for (int i = 0; i < MANIFEST.length; i++) {
            byte[] tampered = MANIFEST.clone();
            tampered[i] ^= 1;
            assertError(
                    stored("files.move", tampered, hash(MANIFEST), signature("root", MANIFEST)),
                    Verdict.Error.HASH_MISMATCH);
        }
    }

    @Test
    void isNotFooledByAHashThatFitsTamperedBytes() {
        byte[] tampered = new String(MANIFEST, UTF_8).replace("\"x\"", "\"y\"").getBytes(UTF_8);
        assertError(
                stored("files.move", tampered, hash(tampered), signature("root", MANIFEST)),
                Verdict.Error.BAD_SIGNATURE);
    }

    @Test
    void isNotFooledByAHashThatItSawVerifyBefore() {
        verifiesWhatWasSigned();
        isNotFooledByAHashThatFitsTamperedBytes();
        assertError(
                stored("files.move", MANIFEST, hash(new byte[] {1}), signature("root", MANIFEST)),
                Verdict.Error.HASH_MISMATCH);
    }

    @Test
    void doesNotAcceptADocumentUnderAnotherCoordinate() {
        assertError(
                stored("files.copy", MANIFEST, hash(MANIFEST), signature("root", MANIFEST)),
                Verdict.Error.COORDINATE_MISMATCH);
    }

    @Test
    void namesAKeyItDoesNotTrust() {
        assertError(
                stored("files.move", MANIFEST, hash(MANIFEST), signature("other", MANIFEST)),
                Verdict.Error.UNKNOWN_KEY);
        assertError(
                stored("files.move", MANIFEST, hash(MANIFEST), signature("no key id, 'at' all", MANIFEST)),
                Verdict.Error.UNKNOWN_KEY);
    }

    @Test
    void saysThatADocumentIsUnsigned() {
        assertError(stored("files.move", MANIFEST, hash(MANIFEST), Optional.empty()), Verdict.Error.UNSIGNED);
    }

    @Test
    void knowsOneAlgorithm() {
        Optional<DetachedSignature> rsa =
                signature("root", MANIFEST).map(s -> new DetachedSignature("rsa", s.kid(), s.sig()));
        assertError(stored("files.move", MANIFEST, hash(MANIFEST), rsa), Verdict.Error.UNSUPPORTED_ALGORITHM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "base64:", "base64:AAAA", "not base64", "base64:!!!!"})
    void treatsAMalformedSignatureAsABadOne(String sig) {
        Optional<DetachedSignature> malformed = Optional.of(new DetachedSignature("ed25519", "root", sig));
        assertError(stored("files.move", MANIFEST, hash(MANIFEST), malformed), Verdict.Error.BAD_SIGNATURE);
    }

    @Test
    void verifiesADocumentThatDoesNotNameItself() {
        byte[] anonymous = "{}".getBytes(UTF_8);
        assertThat(verifier.verify(stored("any.name", anonymous, hash(anonymous), signature("root", anonymous)))
                        .verified())
                .isTrue();
    }

    private void assertError(StoredVersion stored, Verdict.Error error) {
        Verdict verdict = verifier.verify(stored);
        assertThat(verdict.verified()).isFalse();
        assertThat(verdict.error()).contains(error);
    }

    private static String hash(byte[] canonical) {
        return Digest.of(canonical).toString();
    }

    private static Optional<DetachedSignature> signature(String kid, byte[] canonical) {
        byte[] sig = KEY.sign(Digest.of(canonical).bytes());
        return Optional.of(new DetachedSignature("ed25519", kid, Base64Text.encode(sig)));
    }

    private static StoredVersion stored(
            String name, byte[] canonical, String hash, Optional<DetachedSignature> signature) {
        return new StoredVersion(
                Coordinate.parse(name, "1.0.0"), canonical, hash, signature, Standing.NEW, Instant.EPOCH, 0);
    }
}
