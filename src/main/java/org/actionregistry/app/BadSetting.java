package org.actionregistry.app;

/** A configuration value that start-up cannot accept; the message names the variable and says what it should be. */
public final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSetting(String variable, String complaint) {
        super(variable + ": " + complaint, null, false, false);
    }
}
