package org.actionregistry.journal;

/**
 * Signing on would give the log a second history. Nothing is written until a person has looked: see docs/OPERATIONS.md.
 */
public final class LogHalted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogHalted(String message) {
        super(message, null, false, false);
    }
}
