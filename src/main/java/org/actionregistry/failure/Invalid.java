package org.actionregistry.failure;

import java.util.List;
import java.util.Map;

/** An input that breaks rules; lists every one of them. */
public final class Invalid extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public Invalid(ErrorCode code, String message, List<Violation> violations) {
        super(code, message, Map.of());
        this.violations = List.copyOf(violations);
    }

    /** A request that breaks the contract in one place. */
    public static Invalid request(String path, String rule, String message) {
        return new Invalid(ErrorCode.BAD_REQUEST, message, List.of(new Violation(path, rule, message)));
    }

    /** All that is wrong, in the order found; never empty. */
    public List<Violation> violations() {
        return violations;
    }
}
