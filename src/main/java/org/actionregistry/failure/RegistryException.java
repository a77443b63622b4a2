package org.actionregistry.failure;

import java.util.Map;

/**
 * A failure with a meaning for the caller. Only the edge turns one into a response; nothing in between translates it.
 *
 * <p>Carries no stack trace: it reports the caller's mistake or the state of the outside world, not a place in this
 * program.
 */
public abstract sealed class RegistryException extends RuntimeException
        permits Invalid, RateLimited, Refused, Unavailable {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;

    RegistryException(ErrorCode code, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    /** The stable code; its status is the response's. */
    public ErrorCode code() {
        return code;
    }

    /** JSON-ready details: strings, numbers, booleans, lists and maps of them. */
    public Map<String, Object> details() {
        return details;
    }

    /** The message, never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
