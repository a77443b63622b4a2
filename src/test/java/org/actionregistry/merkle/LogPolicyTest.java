package org.actionregistry.merkle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.UntrustedNoteException;
import org.actionregistry.signing.VerifiedSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogPolicyTest {
    private static final NoteSigner LOG = TestSigners.log("example.com/log");
    private static final List<Cosigner> WITNESSES = TestSigners.witnesses(6);
    private static final SignedNote CHECKPOINT =
            new Checkpoint("example.com/log", 5, MerkleHash.ofLeaf(new byte[0])).sign(List.of(LOG));

    /** The example of C2SP tlog-policy, "Example policy". */
    private static final String EXAMPLE = """
            # comments and empty lines are ignored

            log $L

            witness X1 $0
            witness X2 $1
            witness X3 $2
            group X-witnesses 2 X1 X2 X3

            witness Y1 $3
            witness Y2 $4
            witness Y3 $5
            \tgroup  Y-witnesses\tany Y1 Y2 Y3\t
              # indented
            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y
            """;

    private static LogPolicy policy(String text) {
        return LogPolicy.parse(withKeys(text).getBytes(UTF_8));
    }

    private static String withKeys(String text) {
        String filled = text.replace("$L", LOG.verifierKey().toString());
        for (int i = 0; i < WITNESSES.size(); i++) {
            filled = filled.replace("$" + i, WITNESSES.get(i).verifierKey().toString());
        }
        return filled;
    }

    private static SignedNote cosignedBy(String witnesses) {
        return CHECKPOINT.with(witnesses
                .chars()
                .mapToObj(digit -> WITNESSES.get(digit - '0').cosign(CHECKPOINT.text(), 1_700_000_000L + digit))
                .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'',     false",
        "0,      false",
        "01,     false",
        "03,     false",
        "345,    false",
        "013,    true",
        "025,    true",
        "214,    true",
        "012345, true",
        "012,    false",
        "1345,   false",
        "00003,  false"
    })
    void theExampleOfTheSpecificationAsksForTwoXAndOneY(String cosigners, boolean enough) {
        LogPolicy policy = policy(EXAMPLE);
        SignedNote note = cosignedBy(cosigners);
        if (enough) {
            VerifiedCheckpoint verified = policy.verify(note);
            assertThat(verified.checkpoint().size()).isEqualTo(5);
            assertThat(verified.cosignatures()).hasSize(cosigners.length());
            assertThat(verified.logSignatures())
                    .extracting(VerifiedSignature::key)
                    .containsExactly(LOG.verifierKey());
        } else {
            assertThatExceptionOfType(UntrustedNoteException.class)
                    .isThrownBy(() -> policy.verify(note))
                    .withMessageContaining("quorum");
        }
    }

    @Test
    void twoCosignaturesOfOneWitnessCountOnce() {
        SignedNote note = CHECKPOINT.with(List.of(
                WITNESSES.get(0).cosign(CHECKPOINT.text(), 1), WITNESSES.get(0).cosign(CHECKPOINT.text(), 2)));
        LogPolicy two = policy("log $L\nwitness a $0\nwitness b $1\ngroup g 2 a b\nquorum g\n");
        assertThatExceptionOfType(UntrustedNoteException.class).isThrownBy(() -> two.verify(note));
    }

    @Test
    void aQuorumMayBeOneWitnessOrNone() {
        LogPolicy one = policy("witness w $0\nlog $L\nquorum w\n");
        assertThat(one.verify(cosignedBy("0")).cosignatures()).hasSize(1);
        assertThatExceptionOfType(UntrustedNoteException.class).isThrownBy(() -> one.verify(cosignedBy("1")));
        LogPolicy none = policy("log $L\nquorum none\n");
        assertThat(none.verify(CHECKPOINT).cosignatures()).isEmpty();
        assertThat(none.verify(cosignedBy("0123")).cosignatures()).isEmpty();
    }

    @Test
    void aWrongCosignatureOfAKnownWitnessSpoilsTheCheckpoint() {
        Cosigner witness = WITNESSES.get(0);
        byte[] value = witness.cosign(CHECKPOINT.text(), 1).value();
        value[7] = 2;
        NoteSignature wrong =
                new NoteSignature(witness.name(), witness.verifierKey().id(), value);
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> policy("log $L\nwitness w $0\nquorum none\n").verify(CHECKPOINT.with(List.of(wrong))))
                .withMessageContaining("witness.example/w0");
    }

    @Test
    void aLogMaySpeakOnlyForItsOwnOrigin() {
        SignedNote foreign = new Checkpoint("example.com/other", 5, MerkleHash.EMPTY_ROOT).sign(List.of(LOG));
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> policy("log $L\nquorum none\n").verify(foreign))
                .withMessageContaining("origin");
        NoteSigner other = TestSigners.log("example.com/other");
        LogPolicy both = LogPolicy.ofLogs(List.of(LOG.verifierKey(), other.verifierKey()));
        assertThatExceptionOfType(UntrustedNoteException.class).isThrownBy(() -> both.verify(foreign));
    }

    @Test
    void witnessesAloneDoNotMakeACheckpoint() {
        SignedNote note =
                new SignedNote(CHECKPOINT.text(), List.of(WITNESSES.get(0).cosign(CHECKPOINT.text(), 1)));
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> policy("log $L\nwitness w $0\nquorum w\n").verify(note))
                .withMessageContaining("no known key of the log");
    }

    @Test
    void aNoteThatIsNoCheckpointIsMalformed() {
        SignedNote note = new SignedNote("hello\n", List.of(LOG.sign("hello\n")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy("log $L\nquorum none\n").verify(note));
    }

    @Test
    void keepsUrlsAndNamesForThoseWhoCallTheWitnesses() {
        LogPolicy policy = policy("""
                log $L https://log.example/
                witness Wächter $0 https://w.example/submit
                witness b $1
                quorum Wächter
                """);
        assertThat(policy.logs())
                .containsExactly(new LogPolicy.Log(LOG.verifierKey(), Optional.of("https://log.example/")));
        assertThat(policy.witnesses())
                .containsExactly(
                        new LogPolicy.Witness(
                                "Wächter", WITNESSES.get(0).verifierKey(), Optional.of("https://w.example/submit")),
                        new LogPolicy.Witness("b", WITNESSES.get(1).verifierKey(), Optional.empty()));
    }

    @Test
    void namesAreOctetsSoThatAKelvinSignIsNoK() {
        assertThat(policy("log $L\nwitness K $0\nwitness \u212A $1\nquorum \u212A\n")
                        .verify(cosignedBy("1")))
                .isNotNull();
        byte[] notUtf8 = withKeys("log $L\nwitness \u00E9 $0\nwitness \u00E8 $1\nquorum \u00E9\n")
                .getBytes(ISO_8859_1);
        assertThat(LogPolicy.parse(notUtf8).verify(cosignedBy("0")).cosignatures())
                .hasSize(1);
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> LogPolicy.parse(notUtf8).verify(cosignedBy("1")));
    }

    @Test
    void anEmptyPolicyWithAQuorumLineKnowsNoLog() {
        LogPolicy policy = policy("quorum none\n");
        assertThat(policy.logs()).isEmpty();
        assertThatExceptionOfType(UntrustedNoteException.class).isThrownBy(() -> policy.verify(CHECKPOINT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                        | no quorum line
            log $L;                                                   | no quorum line
            quorum none;quorum none;                                  | line 2 of the policy: there is a quorum line already
            quorum none                                               | does not end with a newline
            quorum;                                                   | line 1 of the policy: expected: quorum <name>
            quorum none none;                                         | expected: quorum <name>
            quorum w;witness w $0;                                    | line 1 of the policy: no line before this one defines "w"
            QUORUM none;                                              | does not start with
            log;quorum none;                                          | expected: log <vkey> [<url>]
            log $L u x;quorum none;                                   | expected: log <vkey> [<url>]
            log nonsense;quorum none;                                 | a verifier key is
            log $L;log $L;quorum none;                                | line 2 of the policy: this log's public key
            witness w;quorum none;                                    | expected: witness <name> <vkey> [<url>]
            witness w $0 u x;quorum none;                             | expected: witness <name> <vkey> [<url>]
            witness w $L;quorum none;                                 | must be of type 0x04
            witness a $0;witness b $0;quorum none;                    | this witness's public key
            witness a $0;witness a $1;quorum none;                    | the name "a" is defined already
            witness none $0;quorum none;                              | "none" is predefined
            witness a $0;group none any a;quorum none;                | "none" is predefined
            witness a $0;group a any a;quorum none;                   | the name "a" is defined already
            witness a $0;group g any none;quorum none;                | no line before this one defines "none"
            group g any g;quorum none;                                | no line before this one defines "g"
            witness a $0;group g any;quorum none;                     | expected: group
            witness a $0;group g 0 a;quorum none;                     | decimal number from 1
            witness a $0;group g 01 a;quorum none;                    | decimal number from 1
            witness a $0;group g -1 a;quorum none;                    | decimal number from 1
            witness a $0;group g most a;quorum none;                  | decimal number from 1
            witness a $0;group g 2 a;quorum none;                     | the threshold of a group is 1 to 1
            witness a $0;group g any a a;quorum none;                 | a member already
            witness a $0;group g any a;group h any g a;quorum none;   | line 3 of the policy: "a" is a member already
            """)
    void refusesWhatTheSpecificationForbidsAndNamesTheLine(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(text.replace(';', '\n')))
                .withMessageContaining(why);
    }

    @Test
    void theSameKeyUnderAnotherNameIsStillADuplicate() {
        Cosigner renamed =
                new Cosigner(new KeyName("another.example"), WITNESSES.get(0).key());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy("witness a $0\nwitness b " + renamed.verifierKey() + "\nquorum none\n"))
                .withMessageContaining("stands on another witness line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\0", "\u001B", "\u007F", "\u000B"})
    void refusesControlCharactersEvenInComments(String control) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy("# x" + control + "\nquorum none\n"))
                .withMessageContaining("line 1");
    }

    @Test
    void refusesTooMuch() {
        byte[] long1 = new byte[(1 << 20) + 1];
        Arrays.fill(long1, (byte) '\n');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogPolicy.parse(long1))
                .withMessageContaining("longer than");
        StringBuilder groups = new StringBuilder("witness g0 $0\n");
        for (int i = 1; i <= 256; i++) {
            groups.append("group g").append(i).append(" any g").append(i - 1).append('\n');
        }
        assertThat(policy(groups + "log $L\nquorum g256\n")
                        .verify(cosignedBy("0"))
                        .cosignatures())
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(groups + "group g257 any g256\nquorum none\n"))
                .withMessageContaining("more than 256 groups");
    }
}
