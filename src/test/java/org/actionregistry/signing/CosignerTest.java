package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosignerTest {
    private static final String TEXT =
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private static final Ed25519PrivateKey KEY = Ed25519PrivateKey.generate(new SecureRandom());
    private static final Cosigner WITNESS = new Cosigner(new KeyName("witness.example/w1"), KEY);

    @Test
    void signsTheMessageOfTheSpecification() {
        byte[] value = WITNESS.cosign(TEXT, 1_679_315_147).value();
        assertThat(value).hasSize(72);
        assertThat(ByteBuffer.wrap(value).getLong()).isEqualTo(1_679_315_147);
        byte[] message = ("cosignature/v1\ntime 1679315147\n" + TEXT).getBytes(UTF_8);
        assertThat(KEY.publicKey().verify(message, Arrays.copyOfRange(value, 8, 72)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_679_315_147, Long.MAX_VALUE})
    void verifiesWithTheTimeItSays(long time) {
        SignedNote note = new SignedNote(TEXT, List.of(WITNESS.cosign(TEXT, time)));
        List<VerifiedSignature> verified = note.open(List.of(WITNESS.verifierKey()));
        assertThat(verified)
                .singleElement()
                .satisfies(one -> assertThat(one.time()).hasValue(time));
    }

    @Test
    void everyChangedBitOfTheTimedSignatureIsNoticed() {
        NoteSignature right = WITNESS.cosign(TEXT, 1_679_315_147);
        for (int bit = 0; bit < 72 * 8; bit++) {
            byte[] value = right.value();
            value[bit / 8] ^= (byte) (1 << (bit % 8));
            NoteSignature wrong = new NoteSignature(right.name(), right.keyId(), value);
            assertThat(WITNESS.verifierKey().verifies(TEXT, wrong))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void aTimeBeyondTheSignedRangeIsRefusedThoughItBeSigned() {
        assertThatIllegalArgumentException().isThrownBy(() -> WITNESS.cosign(TEXT, -1));
        byte[] signature = KEY.sign(("cosignature/v1\ntime -1\n" + TEXT).getBytes(UTF_8));
        byte[] value = ByteBuffer.allocate(72).putLong(-1).put(signature).array();
        NoteSignature forged =
                new NoteSignature(WITNESS.name(), WITNESS.verifierKey().id(), value);
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> new SignedNote(TEXT, List.of(forged)).open(List.of(WITNESS.verifierKey())));
    }

    @Test
    void aPlainSignatureIsNoCosignatureAndTheOtherWayRound() {
        NoteSigner log = new NoteSigner(WITNESS.name(), KEY);
        byte[] plain = log.sign(TEXT).value();
        NoteSignature asCosignature =
                new NoteSignature(WITNESS.name(), WITNESS.verifierKey().id(), plain);
        assertThat(WITNESS.verifierKey().verifies(TEXT, asCosignature)).isFalse();
        assertThat(WITNESS.verifierKey().verifies(TEXT, log.sign(TEXT))).isFalse();
        assertThat(log.verifierKey().verifies(TEXT, WITNESS.cosign(TEXT, 1))).isFalse();
        NoteSignature asPlain = new NoteSignature(
                WITNESS.name(),
                log.verifierKey().id(),
                Arrays.copyOfRange(WITNESS.cosign(TEXT, 1).value(), 8, 72));
        assertThat(log.verifierKey().verifies(TEXT, asPlain)).isFalse();
    }
}
