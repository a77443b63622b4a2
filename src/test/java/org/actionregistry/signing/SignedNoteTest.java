package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    private static final String TEXT = "First line.\n\nÈ subito sera.\n";
    private static final NoteSigner LOG = signer("example.com/log");
    private static final NoteSigner STRANGER = signer("example.com/stranger");

    private static NoteSigner signer(String name) {
        return new NoteSigner(new KeyName(name), Ed25519PrivateKey.generate(new SecureRandom()));
    }

    private static SignedNote signed(NoteSigner... signers) {
        return new SignedNote(
                TEXT, Stream.of(signers).map(signer -> signer.sign(TEXT)).toList());
    }

    @Test
    void readsBackWhatItWrites() {
        SignedNote note = signed(LOG, STRANGER);
        assertThat(SignedNote.parse(note.bytes())).isEqualTo(note);
        assertThat(note.toString()).startsWith(TEXT + "\n— example.com/log ").endsWith("=\n");
    }

    @Test
    void theLastEmptyLineDividesTextAndSignatures() {
        assertThat(SignedNote.parse(signed(LOG).toString()).text()).isEqualTo(TEXT);
        String endsWithEmptyLines = "a\n\n\n";
        SignedNote note = new SignedNote(endsWithEmptyLines, List.of(LOG.sign(endsWithEmptyLines)));
        assertThat(SignedNote.parse(note.bytes()).text()).isEqualTo(endsWithEmptyLines);
    }

    @Test
    void openingGivesTheSignaturesOfKnownKeysAndIgnoresOthers() {
        List<VerifiedSignature> verified =
                signed(STRANGER, LOG).open(List.of(signer("unused.example").verifierKey(), LOG.verifierKey()));
        assertThat(verified).extracting(VerifiedSignature::key).containsExactly(LOG.verifierKey());
        assertThat(verified.get(0).signature()).isEqualTo(LOG.sign(TEXT));
        assertThat(verified.get(0).time()).isEmpty();
    }

    @Test
    void twoKeysOfOneNameBothCountWhileOneTakesOverFromTheOther() {
        NoteSigner successor = signer(LOG.name().value());
        SignedNote note = signed(LOG, successor);
        assertThat(note.open(List.of(LOG.verifierKey(), successor.verifierKey())))
                .hasSize(2);
        assertThat(note.open(List.of(LOG.verifierKey())))
                .extracting(VerifiedSignature::key)
                .containsExactly(LOG.verifierKey());
        assertThat(note.open(List.of(successor.verifierKey())))
                .extracting(VerifiedSignature::key)
                .containsExactly(successor.verifierKey());
    }

    @Test
    void isNotBelievedWithoutASignatureOfAKnownKey() {
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> signed(STRANGER).open(List.of(LOG.verifierKey())))
                .withMessageContaining("not signed by any key");
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> signed(LOG).open(List.of()));
    }

    @Test
    void oneWrongSignatureOfAKnownKeySpoilsTheNote() {
        NoteSigner second = signer("example.com/second");
        NoteSignature wrong = second.sign("Something else.\n");
        SignedNote note = new SignedNote(TEXT, List.of(LOG.sign(TEXT), wrong));
        assertThat(note.open(List.of(LOG.verifierKey()))).hasSize(1);
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> note.open(List.of(LOG.verifierKey(), second.verifierKey())))
                .withMessageContaining("example.com/second");
    }

    @Test
    void aSignatureUnderAnotherNameOrIdIsThatOfAnUnknownKey() {
        NoteSignature own = LOG.sign(TEXT);
        NoteSignature renamed = new NoteSignature(new KeyName("example.com/other"), own.keyId(), own.value());
        NoteSignature otherId = new NoteSignature(own.name(), own.keyId() + 1, own.value());
        for (NoteSignature signature : List.of(renamed, otherId)) {
            assertThatExceptionOfType(UntrustedNoteException.class)
                    .isThrownBy(() -> new SignedNote(TEXT, List.of(signature)).open(List.of(LOG.verifierKey())))
                    .withMessageContaining("not signed by any key");
        }
    }

    @Test
    void everyChangedByteOfTheTextIsNoticed() {
        NoteSignature signature = LOG.sign(TEXT);
        for (int i = 0; i < TEXT.length() - 1; i++) {
            String changed = TEXT.substring(0, i) + (TEXT.charAt(i) == 'x' ? 'y' : 'x') + TEXT.substring(i + 1);
            assertThat(LOG.verifierKey().verifies(changed, signature)).isFalse();
        }
        assertThat(LOG.verifierKey().verifies(TEXT, signature)).isTrue();
    }

    @Test
    void furtherSignaturesFollowItsOwnAndAreNotRepeated() {
        SignedNote note = signed(LOG).with(List.of(STRANGER.sign(TEXT), LOG.sign(TEXT)));
        assertThat(note.signatures()).containsExactly(LOG.sign(TEXT), STRANGER.sign(TEXT));
    }

    static Stream<String> malformed() {
        String line = LOG.sign("a\n").toString();
        return Stream.of(
                "",
                "\n",
                "a\n",
                "a\n\n",
                "a\n\n\n",
                "a\n" + line + "\n",
                "\n" + line + "\n",
                "a\n\n" + line,
                "a\n\n" + line + "\n\n",
                "a\n\n" + line + "\nx\n",
                "a\r\n\r\n" + line + "\n",
                "a\n\n" + line + "\r\n",
                "a\tb\n\n" + line + "\n",
                "a\0\n\n" + line + "\n",
                "a\n\n" + line.replace('—', '-') + "\n",
                "a\n\n" + line.replace('—', '–') + "\n",
                "a\n\n" + line.substring(1) + "\n",
                "a\n\n " + line + "\n",
                "a\n\n" + line.replace("— ", "—") + "\n",
                "a\n\n" + line.replace("log ", "log  ") + "\n",
                "a\n\n" + line + " \n",
                "a\n\n—  " + line.substring(line.lastIndexOf(' ') + 1) + "\n",
                "a\n\n— \n",
                "a\n\n— example.com/log\n",
                "a\n\n— example.com/log \n",
                "a\n\n— example.com/log AAAAAA==\n",
                "a\n\n— example.com/log AAAAAAA\n",
                "a\n\n— example.com/log AAAAAAB=\n",
                "a\n\n— example.com/log base64:AAAAAAA=\n",
                "a\n\n— exam+ple AAAAAAA=\n",
                "a\n\n— exam\u00A0ple AAAAAAA=\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNotANote(String note) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parse(note.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00E9", "\u00C0\u0080", "\u00ED\u00A0\u0080", "\u00FF", "\u00F4\u0090\u0080\u0080"})
    void refusesWhatIsNotUtf8(String octets) {
        byte[] note = (octets + "\n\n\u00E2\u0080\u0094 example.com/log AAAAAAA=\n").getBytes(ISO_8859_1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedNote.parse(note))
                .withMessageContaining("UTF-8");
    }

    @Test
    void aTextThatCannotBeANotesCannotBeSigned() {
        for (String text :
                List.of("", "no newline", "lone \uD800 surrogate\n", "tab\t\n", "x".repeat(1 << 16) + "\n")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SignedNote(text, List.of(LOG.sign(text))))
                    .withMessageContaining("the text of a note");
        }
    }

    @Test
    void takesSixtyFourSignaturesAndNoMore() {
        List<NoteSignature> most = IntStream.range(0, 64)
                .mapToObj(i -> new NoteSignature(new KeyName("k" + i), i, new byte[NoteSignature.MAX_LENGTH]))
                .toList();
        SignedNote note = new SignedNote(TEXT, most);
        assertThat(SignedNote.parse(note.bytes())).isEqualTo(note);
        assertThatIllegalArgumentException().isThrownBy(() -> note.with(List.of(LOG.sign(TEXT))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedNote.parse(note + LOG.sign(TEXT).toString() + "\n"))
                .withMessageContaining("more than 64");
        assertThatIllegalArgumentException().isThrownBy(() -> new SignedNote(TEXT, Collections.emptyList()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoteSignature(LOG.name(), 0, new byte[NoteSignature.MAX_LENGTH + 1]));
    }

    @Test
    void refusesAMebibyteBeforeLookingAtIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedNote.parse(new byte[SignedNote.MAX_BYTES + 1]))
                .withMessageContaining("longer than 1048576 bytes");
    }

    @Test
    void readsSignatureLinesAlone() {
        String lines = LOG.sign(TEXT) + "\n" + STRANGER.sign(TEXT) + "\n";
        assertThat(SignedNote.parseSignatures(lines)).containsExactly(LOG.sign(TEXT), STRANGER.sign(TEXT));
        for (String bad : List.of("", "\n", LOG.sign(TEXT).toString(), lines + "\n", "HTTP/1.1 200 OK\n")) {
            assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parseSignatures(bad));
        }
    }
}
