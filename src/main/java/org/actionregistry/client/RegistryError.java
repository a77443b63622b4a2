package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.failure.Violation;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;

/** The registry's own refusal: an HTTP status of 300 or above and, where a registry answered, its error document. */
public final class RegistryError extends ClientFailure {
    private static final long serialVersionUID = 1L;
    private static final int MAX_DEPTH = StrictJson.MAX_DEPTH;

    private final int status;
    private final String code;
    private final transient List<Violation> violations;

    private RegistryError(int status, String code, String message, List<Violation> violations) {
        super(message);
        this.status = status;
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    /** Reads the error document; what is none (a proxy's page, say) becomes the code {@code HTTP_<status>}. */
    static RegistryError of(int status, byte[] body) {
        return envelope(status, body)
                .orElseGet(() -> new RegistryError(
                        status,
                        "HTTP_" + status,
                        "the server answered HTTP " + status + " without an error document; is this a registry?",
                        List.of()));
    }

    private static Optional<RegistryError> envelope(int status, byte[] body) {
        try {
            JsonMembers error = JsonMembers.parse(body, MAX_DEPTH).object("error");
            return Optional.of(new RegistryError(status, error.text("code"), error.text("message"), violations(error)));
        } catch (InvalidJsonException notOurs) {
            return Optional.empty();
        }
    }

    private static List<Violation> violations(JsonMembers error) {
        if (!(error.values().get("details") instanceof Map<?, ?> details) || !details.containsKey("violations")) {
            return List.of();
        }
        return error.object("details").objects("violations").stream()
                .map(one -> new Violation(one.text("path"), one.text("rule"), one.text("message")))
                .toList();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable code of the error document, such as {@code VERSION_EXISTS}. */
    public String code() {
        return code;
    }

    /** All that was wrong with the request, where the registry says so; may be empty. */
    public List<Violation> violations() {
        return violations;
    }
}
