package org.actionregistry.failure;

import java.util.Map;

/** A well-formed request that the registry will not or cannot serve as things stand. */
public final class Refused extends RegistryException {
    private static final long serialVersionUID = 1L;

    public Refused(ErrorCode code, String message) {
        super(code, message, Map.of());
    }

    public Refused(ErrorCode code, String message, Map<String, Object> details) {
        super(code, message, details);
    }
}
