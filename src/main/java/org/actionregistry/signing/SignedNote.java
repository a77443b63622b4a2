package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A text and signatures under it (C2SP signed-note), not yet believed: {@link #open} says who signed.
 *
 * @param text ends with a newline; holds no other control character; at most {@value #MAX_TEXT} characters
 * @param signatures 1 to {@value #MAX_SIGNATURES}, in the order they stand
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** The most characters of a text. */
    public static final int MAX_TEXT = 1 << 16;

    /** The most signatures; "Format" asks for at least 16. */
    public static final int MAX_SIGNATURES = 64;

    /** The most bytes of a note. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String BLANK_LINE = "\n\n";

    /** @throws IllegalArgumentException when text or signatures are not as said above */
    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "the text of a note ends with a newline and has at most " + MAX_TEXT + " characters");
        }
        if (text.codePoints().anyMatch(SignedNote::isRefused)) {
            throw new IllegalArgumentException("the text of a note holds no control characters but newlines");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("a note has 1 to " + MAX_SIGNATURES + " signatures");
        }
    }

    private static boolean isRefused(int c) {
        return (c < ' ' && c != '\n') || Character.getType(c) == Character.SURROGATE;
    }

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException when it is malformed or exceeds a limit
     */
    public static SignedNote parse(byte[] note) {
        if (note.length > MAX_BYTES) {
            throw new IllegalArgumentException("the note is longer than " + MAX_BYTES + " bytes");
        }
        return parse(StrictUtf8.decode(note));
    }

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException when it is malformed or exceeds a limit
     */
    public static SignedNote parse(String note) {
        // The text may hold empty lines; the last one divides ("Format").
        int blank = note.lastIndexOf(BLANK_LINE);
        if (blank < 0) {
            throw new IllegalArgumentException("a note has an empty line between its text and its signatures");
        }
        return new SignedNote(
                note.substring(0, blank + 1), parseSignatures(note.substring(blank + BLANK_LINE.length())));
    }

    /**
     * Reads signature lines alone, as a witness answers with them (C2SP tlog-witness, "add-checkpoint").
     *
     * @return 1 to {@value #MAX_SIGNATURES} signatures
     * @throws IllegalArgumentException when a line is not one, or the last does not end with a newline
     */
    public static List<NoteSignature> parseSignatures(String lines) {
        if (!lines.endsWith("\n")) {
            throw new IllegalArgumentException("the last signature line does not end with a newline");
        }
        // One more than allowed is enough to see that there are too many.
        String[] split = lines.substring(0, lines.length() - 1).split("\n", MAX_SIGNATURES + 1);
        if (split.length > MAX_SIGNATURES) {
            throw new IllegalArgumentException("there are more than " + MAX_SIGNATURES + " signatures");
        }
        return Arrays.stream(split).map(NoteSignature::parse).toList();
    }

    /** This note with further signatures after its own; one that it already has is not repeated. */
    public SignedNote with(Collection<NoteSignature> more) {
        LinkedHashSet<NoteSignature> all = new LinkedHashSet<>(signatures);
        all.addAll(more);
        return new SignedNote(text, List.copyOf(all));
    }

    /**
     * Verifies every signature made by one of {@code keys} and ignores the others ("Signatures"). Takes about 0.2 ms of
     * CPU a signature; not for an event loop.
     *
     * @return the signatures that were verified, at least one, in the order they stand
     * @throws UntrustedNoteException when none of the keys signed, or a signature that names one of them is not its own
     */
    public List<VerifiedSignature> open(Collection<VerifierKey> keys) {
        List<VerifiedSignature> verified = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            List<VerifierKey> named =
                    keys.stream().filter(key -> key.isNamedBy(signature)).toList();
            if (!named.isEmpty()) {
                verified.add(verify(signature, named));
            }
        }
        if (verified.isEmpty()) {
            throw new UntrustedNoteException("the note is not signed by any key that is trusted here");
        }
        return List.copyOf(verified);
    }

    /** Ids are short, so that two keys may share one. */
    private VerifiedSignature verify(NoteSignature signature, List<VerifierKey> named) {
        for (VerifierKey key : named) {
            if (key.verifies(text, signature)) {
                return new VerifiedSignature(key, signature);
            }
        }
        throw new UntrustedNoteException("the signature of " + signature.name() + " is not that of its key");
    }

    /** The note as UTF-8; {@link #parse(byte[])} reads it back. */
    public byte[] bytes() {
        return toString().getBytes(UTF_8);
    }

    /** The note: text, empty line, signature lines. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }
}
