package org.actionregistry.cli;

import org.actionregistry.client.ClientFailure;
import org.actionregistry.client.RegistryError;

/** What the process tells the shell; part of the interface. */
enum ExitCode {
    YES(0),
    /** A negative answer: not verified, refused, drifted. */
    NO(1),
    /** The command line, or a file it names, cannot be used. */
    USAGE(2),
    SERVER(3),
    NOT_ALLOWED(4),
    NOT_FOUND(5),
    CONFLICT(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ExitCode of(ClientFailure failure) {
        return failure instanceof RegistryError error ? ofStatus(error.status()) : SERVER;
    }

    private static ExitCode ofStatus(int status) {
        return switch (status) {
            case 400, 413, 414, 422, 431 -> NO;
            case 401, 403 -> NOT_ALLOWED;
            case 404, 410 -> NOT_FOUND;
            case 409, 412 -> CONFLICT;
            default -> SERVER;
        };
    }
}
