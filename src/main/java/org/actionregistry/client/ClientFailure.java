package org.actionregistry.client;

/**
 * Why a call to a registry brought no answer that can be used. The message is one line, for a person.
 *
 * <p>Carries no stack trace: it reports the state of the outside world, not a place in this program.
 */
public abstract sealed class ClientFailure extends RuntimeException
        permits MalformedAnswer, RegistryError, RegistryUnreachable {
    private static final long serialVersionUID = 1L;

    ClientFailure(String message) {
        super(message, null, false, false);
    }

    /** The message, never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
