package org.actionregistry.client;

/** An answer with a status of success that is not what the contract promises; probably no registry answered. */
public final class MalformedAnswer extends ClientFailure {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message);
    }
}
