package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.TrustedKeyList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OfflineVerificationTest {
    private static final Coordinate COORDINATE = Coordinate.parse("files.move", "1.0.0");
    private static final SignedRecord RECORD = Signed.record("files.move", "1.0.0");
    private static final Ed25519PrivateKey STRANGER = Ed25519PrivateKey.generate(new SecureRandom());

    private final OfflineVerification verification = new OfflineVerification(Signed.TRUSTED);

    @Test
    void verifiesAnHonestRecord() {
        VerificationReport report = verify(RECORD.toLine());

        assertThat(report.verified()).isTrue();
        assertThat(report.error()).isEmpty();
        assertThat(report.kid()).contains("test-1");
        assertThat(report.alg()).contains("ed25519");
        assertThat(report.checks())
                .isEqualTo(new VerificationReport.Checks(
                        Optional.of(true), Optional.of(true), Optional.of(true), Optional.of(true)));
    }

    @Test
    void verifiesHoweverTheDocumentIsSpelled() {
        String spaced =
                new String(RECORD.toLine(), UTF_8).replace(":{", " : {\n  ").replace(",\"", " ,\t\"");

        assertThat(verify(spaced.getBytes(UTF_8)).verified()).isTrue();
    }

    @Test
    void verifiesAManifestThatDoesNotNameItself() {
        Manifest nameless = Manifest.parse("{}".getBytes(UTF_8));
        byte[] document = Signed.altered(RECORD, members -> {
            members.put("schema", nameless.values());
            members.put("hash", nameless.digest().toString());
            sign(members, Signed.KEY, nameless.digest());
        });

        assertThat(verify(document).verified()).isTrue();
    }

    static Stream<Arguments> tampered() {
        return Stream.of(
                tampered(
                        "a field of the manifest",
                        "Hash mismatch",
                        m -> Signed.member(m, "schema").put("x", 1L)),
                tampered("the schema lost by the registry", "Hash mismatch", m -> m.put("schema", null)),
                tampered("the hash", "Hash mismatch", m -> m.put("hash", "sha256:" + "0".repeat(64))),
                tampered(
                        "the hash in capitals",
                        "Hash mismatch",
                        m -> m.put("hash", RECORD.hash().replace("sha", "SHA"))),
                tampered("no signature", "No signature", m -> m.put("signature", null)),
                tampered(
                        "the algorithm",
                        "Unsupported algorithm",
                        m -> Signed.member(m, "signature").put("alg", "none")),
                tampered(
                        "the key id",
                        "Unknown key id",
                        m -> Signed.member(m, "signature").put("kid", "test-2")),
                tampered(
                        "a key id that cannot be one",
                        "Unknown key id",
                        m -> Signed.member(m, "signature").put("kid", "?")),
                tampered(
                        "the signature",
                        "Bad signature",
                        m -> Signed.member(m, "signature").put("sig", Base64Text.encode(new byte[64]))),
                tampered(
                        "a signature that is no base64",
                        "Bad signature",
                        m -> Signed.member(m, "signature").put("sig", "!")),
                tampered("a stranger's signature", "Bad signature", m -> sign(m, STRANGER, RECORD.digest())),
                tampered("manifest and hash", "Bad signature", m -> {
                    Signed.member(m, "schema").put("x", 1L);
                    m.put(
                            "hash",
                            Manifest.of(Signed.member(m, "schema")).digest().toString());
                }),
                tampered("the version it is filed under", "Coordinate mismatch", m -> m.put("version", "1.0.1")),
                tampered("the name it is filed under", "Coordinate mismatch", m -> m.put("name", "files.remove")));
    }

    private static Arguments tampered(String what, String error, Consumer<Map<String, @Nullable Object>> alteration) {
        return Arguments.of(what, error, Signed.altered(RECORD, alteration));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("tampered")
    void namesWhatIsWrongWithATamperedRecord(String what, String error, byte[] document) {
        VerificationReport report = verify(document);

        assertThat(report.verified()).isFalse();
        assertThat(report.error()).contains(error);
    }

    @Test
    void doesNotBelieveTheRegistrysVerdict() {
        byte[] liar = Signed.altered(RECORD, members -> {
            Signed.member(members, "schema").put("x", 1L);
            members.put("verified", true);
        });
        byte[] slanderer = Signed.altered(RECORD, members -> {
            members.put("verified", false);
            members.put("verify_error", "Bad signature");
        });

        assertThat(verify(liar).verified()).isFalse();
        assertThat(verify(slanderer).verified()).isTrue();
    }

    @Test
    void refusesAnotherDocumentThanTheOneAskedFor() {
        SignedRecord other = Signed.record("files.move", "0.9.0");

        VerificationReport report = verify(other.toLine());

        assertThat(report.error()).contains("Coordinate mismatch");
        assertThat(report.checks().signature()).contains(true);
        assertThat(report.coordinate()).isEqualTo(COORDINATE);
    }

    @Test
    void refusesADocumentServedUnderANameThatItsManifestDoesNotBear() {
        Coordinate elsewhere = Coordinate.parse("files.copy", "1.0.0");
        byte[] moved = Signed.altered(RECORD, members -> members.put("name", "files.copy"));

        assertThat(verification
                        .verify(moved, Optional.of(elsewhere), Optional.empty())
                        .error())
                .contains("Coordinate mismatch");
    }

    @Test
    void takesTheRecordsOwnWordForWhatItIsWhenNobodyAsks() {
        VerificationReport report = verification.verify(RECORD.toLine(), Optional.empty(), Optional.empty());

        assertThat(report.verified()).isTrue();
        assertThat(report.coordinate()).isEqualTo(COORDINATE);
    }

    @Test
    void comparesAPinnedDigestWithTheBytes() {
        Digest other = Digest.of(new byte[0]);

        VerificationReport pinned =
                verification.verify(RECORD.toLine(), Optional.empty(), Optional.of(RECORD.digest()));
        VerificationReport wrong = verification.verify(RECORD.toLine(), Optional.empty(), Optional.of(other));

        assertThat(pinned.verified()).isTrue();
        assertThat(wrong.error()).contains("Hash mismatch");
    }

    @Test
    void tellsAnAlteredHashFromAnAlteredDocument() {
        VerificationReport report =
                verify(Signed.altered(RECORD, members -> members.put("hash", "sha256:" + "0".repeat(64))));

        assertThat(report.checks().hash()).contains(false);
        assertThat(report.checks().signature()).contains(true);
    }

    @Test
    void leavesOpenWhatItCannotCheck() {
        VerificationReport report = verify(Signed.altered(RECORD, members -> members.remove("signature")));

        assertThat(report.checks().key()).isEmpty();
        assertThat(report.checks().signature()).isEmpty();
        assertThat(report.kid()).isEmpty();
    }

    @Test
    void trustsNobodyByDefault() {
        OfflineVerification distrustful = new OfflineVerification(List.of());

        assertThat(distrustful
                        .verify(RECORD.toLine(), Optional.empty(), Optional.empty())
                        .error())
                .contains("Unknown key id");
    }

    @Test
    void trustsAKeyOnlyUnderItsOwnId() {
        OfflineVerification renamed =
                new OfflineVerification(List.of(new TrustedKeyList.Entry(Signed.KID, STRANGER.publicKey())));

        assertThat(renamed.verify(RECORD.toLine(), Optional.empty(), Optional.empty())
                        .error())
                .contains("Bad signature");
    }

    @Test
    void refusesADocumentWithDuplicateKeys() {
        byte[] ambiguous = new String(RECORD.toLine(), UTF_8)
                .replaceFirst("\"schema\":\\{", "\"schema\":{\"name\":\"x\",")
                .getBytes(UTF_8);

        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> verify(ambiguous))
                .satisfies(e -> assertThat(e.rule()).isEqualTo("duplicate-key"));
    }

    private VerificationReport verify(byte[] document) {
        return verification.verify(document, Optional.of(COORDINATE), Optional.empty());
    }

    private static void sign(Map<String, @Nullable Object> members, Ed25519PrivateKey key, Digest digest) {
        Map<String, @Nullable Object> signature = new LinkedHashMap<>();
        signature.put("alg", "ed25519");
        signature.put("kid", Signed.KID.value());
        signature.put("sig", Base64Text.encode(key.sign(digest.bytes())));
        members.put("signature", signature);
    }
}
