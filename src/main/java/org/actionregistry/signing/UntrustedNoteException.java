package org.actionregistry.signing;

/**
 * A well-formed note that must not be believed.
 *
 * <p>Carries no stack trace: it describes an input, not a fault of the program, and hostile input must stay cheap.
 */
public final class UntrustedNoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message why, for a person */
    public UntrustedNoteException(String message) {
        super(message, null, false, false);
    }

    /** Why the note is not believed; never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
