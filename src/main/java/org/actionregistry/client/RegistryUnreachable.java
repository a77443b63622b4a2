package org.actionregistry.client;

/** No HTTP answer came at all: connection refused or lost, unknown host, TLS failure, or a time limit passed. */
public final class RegistryUnreachable extends ClientFailure {
    private static final long serialVersionUID = 1L;

    RegistryUnreachable(String message) {
        super(message);
    }
}
