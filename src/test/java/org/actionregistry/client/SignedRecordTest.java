package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.signing.Base64Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedRecordTest {
    @Test
    void readsBackWhatItWrites() {
        SignedRecord record = Signed.record("files.move", "1.0.0");

        SignedRecord read = SignedRecord.parse(record.toLine());

        assertThat(read.coordinate()).isEqualTo(Coordinate.parse("files.move", "1.0.0"));
        assertThat(read.canonical()).isEqualTo(record.canonical());
        assertThat(read.hash()).isEqualTo(record.hash()).isEqualTo(read.digest().toString());
        assertThat(read.signature()).isEqualTo(record.signature()).isPresent();
        assertThat(read.toLine()).isEqualTo(record.toLine());
    }

    @Test
    void isOneLineThatHoldsTheCanonicalBytes() {
        SignedRecord record = Signed.record("files.move", "1.0.0");

        String line = new String(record.toLine(), UTF_8);

        assertThat(line).doesNotContain("\n").contains(new String(record.canonical(), UTF_8));
    }

    @Test
    void mayBeUnsigned() {
        SignedRecord unsigned =
                SignedRecord.parse(Signed.altered(Signed.record("a", "1.0.0"), members -> members.remove("signature")));

        assertThat(unsigned.signature()).isEmpty();
        assertThat(new String(unsigned.toLine(), UTF_8)).contains("\"signature\":null");
    }

    @Test
    void ignoresWhatARegistrysAnswerSaysBesides() {
        SignedRecord record = Signed.record("a", "1.0.0");

        byte[] answer = Signed.altered(record, members -> {
            members.put("verified", true);
            members.put("log_index", 7L);
        });

        assertThat(SignedRecord.parse(answer).toLine()).isEqualTo(record.toLine());
    }

    @Test
    void aRecordWithoutAHashClaimsTheRightOne() {
        SignedRecord record =
                SignedRecord.parse("{\"name\":\"a\",\"version\":\"1.0.0\",\"schema\":{}}".getBytes(UTF_8));

        assertThat(record.hash()).isEqualTo(record.digest().toString());
        assertThat(record.signature()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[]; `` ; not-an-object",
                "{\"name\":\"a\",\"name\":\"a\"}; /name ; duplicate-key",
                "{\"name\":\"a\",\"version\":\"1.0.0\",\"hash\":\"x\"}; /schema ; required",
                "{\"name\":\"a\",\"version\":\"1.0.0\",\"hash\":\"x\",\"schema\":[]}; /schema ; type",
                "{\"name\":\"a\",\"version\":\"1.0.0\",\"hash\":\"x\",\"schema\":null}; /schema ; type",
                "{\"name\":\"a\",\"version\":\"1.0.0\",\"schema\":{},\"hash\":7}; /hash ; type",
                "{\"name\":\"A\",\"version\":\"1.0.0\",\"hash\":\"x\",\"schema\":{}}; /name ; coordinate",
                "{\"name\":\"a\",\"version\":\"1.0\",\"hash\":\"x\",\"schema\":{}}; /name ; coordinate",
                "{\"name\":\"a\",\"version\":\"1.0.0\",\"hash\":\"x\",\"schema\":{},\"signature\":\"y\"}; /signature ; type",
                "{\"name\":\"a\",\"version\":\"1.0.0\",\"hash\":\"x\",\"schema\":{},\"signature\":{\"alg\":\"ed25519\",\"sig\":\"\"}};"
                        + " /signature/kid ; required"
            })
    void refusesWhatIsNoRecordAndNamesThePlace(String text, String pointer, String rule) {
        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> SignedRecord.parse(text.getBytes(UTF_8)))
                .satisfies(e -> {
                    assertThat(e.pointer()).isEqualTo(pointer);
                    assertThat(e.rule()).isEqualTo(rule);
                });
    }

    @Test
    void signerWritesTheCoordinateIntoTheManifest() {
        SignedRecord record =
                Signed.SIGNER.sign(Manifest.parse("{\"z\":1}".getBytes(UTF_8)), Coordinate.parse("a.b", "2.0.0-rc.1"));

        assertThat(new String(record.canonical(), UTF_8))
                .isEqualTo("{\"name\":\"a.b\",\"version\":\"2.0.0-rc.1\",\"z\":1}");
    }

    @Test
    void signerSignsTheRawDigestOfTheCanonicalForm() {
        SignedRecord record = Signed.record("a", "1.0.0");

        byte[] signature = Base64Text.decode(record.signature().orElseThrow().sig());

        assertThat(Signed.KEY.publicKey().verify(record.digest().bytes(), signature))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"name, b, a", "version, 1.0.0, 2.0.0"})
    void signerRefusesAManifestThatNamesItselfOtherwise(String field, String own, String given) {
        Manifest manifest = Manifest.parse(("{\"" + field + "\":\"" + own + "\"}").getBytes(UTF_8));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signed.SIGNER.sign(manifest, Coordinate.parse("a", "2.0.0")))
                .withMessage("the manifest's own " + field + " is \"" + own + "\", not \"" + given + "\"");
    }
}
