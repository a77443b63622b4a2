package org.actionregistry.app;

/** What the source serves is not to be copied; the message is one line for the operator. */
public final class MirrorRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MirrorRefused(String message) {
        super(message, null, false, false);
    }

    /** Why; never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
