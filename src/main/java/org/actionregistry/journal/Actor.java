package org.actionregistry.journal;

import java.util.Optional;

/**
 * Who asks for an entry, from where and how: for the audit trail, never for the log.
 *
 * @param principal the id of the API key, or of the bearer of a token
 * @param credential what kind of credential it was, such as {@code api_key}
 * @param role the role it gave
 * @param address where the request came from
 * @param requestId as answered in X-Request-Id
 * @param operation the contract's operationId
 */
public record Actor(
        String principal,
        String credential,
        String role,
        Optional<String> address,
        Optional<String> requestId,
        String operation) {
    private static final String ADMIN = "admin";

    /** Whether it may write where others are the owners. */
    public boolean overridesOwners() {
        return role.equals(ADMIN);
    }
}
