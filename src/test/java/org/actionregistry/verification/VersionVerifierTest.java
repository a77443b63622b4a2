package org.actionregistry.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.verification.Verdict.Error.BAD_SIGNATURE;
import static org.actionregistry.verification.Verdict.Error.COORDINATE_MISMATCH;
import static org.actionregistry.verification.Verdict.Error.HASH_MISMATCH;
import static org.actionregistry.verification.Verdict.Error.UNKNOWN_KEY;
import static org.actionregistry.verification.Verdict.Error.UNSIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
import org.actionregistry.signing.RevocationReason;
import org.actionregistry.signing.Seal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionVerifierTest {
    private static final Ed25519PrivateKey KEY = Ed25519PrivateKey.generate(new SecureRandom());
    private static final byte[] MANIFEST = Manifest.parse(
                    "{\"name\":\"files.move\",\"version\":\"1.0.0\",\"title\":\"x\"}".getBytes(UTF_8))
            .canonical();

    private static final TrustedKeys KEYS = kid -> Optional.ofNullable(
            Map.of("root", new TrustedKey(new KeyId("root"), KEY.publicKey())).get(kid));

    private static final Seals SEALS =
            new Seals(List.of(Ed25519PrivateKey.generate(new SecureRandom()).checksumKey(Seals.PURPOSE)));

    private final VersionVerifier verifier = new VersionVerifier(KEYS, Clock.systemUTC());
    private final VersionVerifier sealing = new VersionVerifier(KEYS, Clock.systemUTC(), SEALS);

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

    @ParameterizedTest
    @CsvSource({
        // A version of entry 5, whose key was added and retired by these entries; in a world without one: -1
        "-1, -1, true, ACTIVE",
        "4, -1, true, ACTIVE",
        "5, -1, false, NOT_ADDED",
        "9, -1, false, NOT_ADDED",
        "-1, 4, false, RETIRED",
        "-1, 6, true, ACTIVE",
    })
    void aVersionIsJudgedByItsPlaceInTheJournal(long added, long retired, boolean verified, KeyState atSigning) {
        KeyLife life = new KeyLife(place(added), Optional.empty(), Optional.empty(), place(retired), Optional.empty());

        Verdict verdict = judged(life, signature("root", MANIFEST));

        assertThat(verdict.verified()).isEqualTo(verified);
        assertThat(verdict.keyAtSigning()).contains(atSigning);
        assertThat(verdict.signature()).as("it is valid all the same").contains(true);
        if (!verified) {
            assertThat(verdict.error()).contains(Verdict.Error.KEY_NOT_ACTIVE);
        }
    }

    @Test
    void aBadSignatureIsNamedBeforeARevocation() {
        KeyLife revoked = KeyLife.SINCE_EVER.revokedBy(new KeyLife.Revocation(
                new KeyLife.Moment(9, Instant.EPOCH), RevocationReason.KEY_COMPROMISE, Optional.empty()));
        assertThat(judged(revoked, signature("root", MANIFEST)).error()).contains(Verdict.Error.KEY_REVOKED);
        assertThat(judged(revoked, signature("root", new byte[] {1})).error()).contains(Verdict.Error.BAD_SIGNATURE);
    }

    @Test
    void aSealSparesTheArithmeticAndTheReadingNothingElse() {
        StoredVersion sealed = sealed("files.move", MANIFEST, signature("root", MANIFEST));

        assertThat(sealing.verifyKnown(sealed)).contains(verifier.verify(sealed));
        assertThat(sealing.verify(sealed).verified()).isTrue();
        assertThat(sealing.verifications()).isZero();
    }

    @Test
    void withoutItsKeyASealIsNothing() {
        StoredVersion sealed = sealed("files.move", MANIFEST, signature("root", MANIFEST));

        assertThat(verifier.verifyKnown(sealed)).isEmpty();
        assertThat(verifier.verify(sealed).verified()).isTrue();
        assertThat(verifier.verifications()).isOne();
    }

    @Test
    void aSealDoesNotHideWhatHasChangedSince() {
        StoredVersion sealed = sealed("files.move", MANIFEST, signature("root", MANIFEST));
        byte[] tampered = new String(MANIFEST, UTF_8).replace("\"x\"", "\"y\"").getBytes(UTF_8);

        assertSealedError(with(sealed, "files.move", tampered, hash(MANIFEST), sealed.signature()), HASH_MISMATCH);
        assertSealedError(with(sealed, "files.move", tampered, hash(tampered), sealed.signature()), BAD_SIGNATURE);
        assertSealedError(
                with(sealed, "files.copy", MANIFEST, hash(MANIFEST), sealed.signature()), COORDINATE_MISMATCH);
        assertSealedError(
                with(sealed, "files.move", MANIFEST, hash(MANIFEST), signature("other", MANIFEST)), UNKNOWN_KEY);
        assertSealedError(
                with(sealed, "files.move", MANIFEST, hash(MANIFEST), signature("root", new byte[] {1})), BAD_SIGNATURE);
        assertSealedError(with(sealed, "files.move", MANIFEST, hash(MANIFEST), Optional.empty()), UNSIGNED);
    }

    @Test
    void aSealSaysNothingOfTheTrustInAKey() {
        KeyLife revoked = KeyLife.SINCE_EVER.revokedBy(new KeyLife.Revocation(
                new KeyLife.Moment(9, Instant.EPOCH), RevocationReason.KEY_COMPROMISE, Optional.empty()));
        TrustedKey key = new TrustedKey(new KeyId("root"), KEY.publicKey(), revoked);
        VersionVerifier wiser = new VersionVerifier(kid -> Optional.of(key), Clock.systemUTC(), SEALS);

        Verdict verdict = wiser.verify(sealed("files.move", MANIFEST, signature("root", MANIFEST)));

        assertThat(verdict.error()).contains(Verdict.Error.KEY_REVOKED);
        assertThat(verdict.signature()).contains(true);
        assertThat(wiser.verifications()).isZero();
    }

    @Test
    void theSealOfAnotherKeyOfTheSameIdIsNotBelieved() {
        TrustedKey other = new TrustedKey(
                new KeyId("root"),
                Ed25519PrivateKey.generate(new SecureRandom()).publicKey());
        VersionVerifier elsewhere = new VersionVerifier(kid -> Optional.of(other), Clock.systemUTC(), SEALS);

        assertThat(elsewhere
                        .verify(sealed("files.move", MANIFEST, signature("root", MANIFEST)))
                        .error())
                .contains(Verdict.Error.BAD_SIGNATURE);
    }

    private void assertSealedError(StoredVersion stored, Verdict.Error error) {
        assertThat(sealing.verify(stored).error()).contains(error);
        assertThat(sealing.verifyKnown(stored).flatMap(Verdict::error)).contains(error);
    }

    private static StoredVersion sealed(String name, byte[] canonical, Optional<DetachedSignature> signature) {
        StoredVersion stored = stored(name, canonical, hash(canonical), signature);
        SignedVersion signed =
                new SignedVersion(stored.coordinate(), Digest.of(canonical), signature.orElseThrow(), KEY.publicKey());
        return with(stored, SEALS.make(signed));
    }

    /** Another row with the same seal. */
    private static StoredVersion with(
            StoredVersion sealed, String name, byte[] canonical, String hash, Optional<DetachedSignature> signature) {
        return with(stored(name, canonical, hash, signature), sealed.seal());
    }

    private static StoredVersion with(StoredVersion stored, Optional<Seal> seal) {
        return new StoredVersion(
                stored.coordinate(),
                stored.canonical(),
                stored.hash(),
                stored.signature(),
                seal,
                stored.standing(),
                stored.createdAt(),
                stored.logIndex());
    }

    private static Optional<KeyLife.Moment> place(long index) {
        return index < 0 ? Optional.empty() : Optional.of(new KeyLife.Moment(index, Instant.EPOCH));
    }

    private static Verdict judged(KeyLife life, Optional<DetachedSignature> signature) {
        TrustedKey key = new TrustedKey(new KeyId("root"), KEY.publicKey(), life);
        return new VersionVerifier(kid -> Optional.of(key), Clock.systemUTC())
                .verify(new StoredVersion(
                        Coordinate.parse("files.move", "1.0.0"),
                        MANIFEST,
                        hash(MANIFEST),
                        signature,
                        Optional.empty(),
                        Standing.NEW,
                        Instant.EPOCH,
                        5));
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
                Coordinate.parse(name, "1.0.0"),
                canonical,
                hash,
                signature,
                Optional.empty(),
                Standing.NEW,
                Instant.EPOCH,
                0);
    }
}
