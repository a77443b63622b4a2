package org.actionregistry.action;

import java.util.List;
import org.actionregistry.failure.Violation;

/** A JSON object that is no manifest; lists everything that is wrong with it. */
public final class InvalidManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    InvalidManifestException(List<Violation> violations) {
        super(violations.get(0).path() + ": " + violations.get(0).message(), null, false, false);
        this.violations = List.copyOf(violations);
    }

    /** In document order, never empty; paths are JSON Pointers into the manifest. */
    public List<Violation> violations() {
        return violations;
    }
}
