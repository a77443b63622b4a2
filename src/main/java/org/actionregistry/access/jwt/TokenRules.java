package org.actionregistry.access.jwt;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.actionregistry.access.Role;

/**
 * Which tokens are accepted, and what they are good for.
 *
 * @param issuer what {@code iss} has to be
 * @param audience what {@code aud} has to name
 * @param algorithms the only ones
 * @param leeway how far the issuer's clock may be off
 * @param roleClaim where the roles stand: a claim's name, or a path into nested ones with dots
 * @param roles from a value of that claim to a role; where empty, the values are the roles' own words
 * @param namespacesClaim where the namespaces of a publisher or maintainer stand; empty where these tokens know none, and
 *     reach as far as their role does
 */
public record TokenRules(
        String issuer,
        String audience,
        Set<Algorithm> algorithms,
        Duration leeway,
        String roleClaim,
        Map<String, Role> roles,
        Optional<String> namespacesClaim) {
    /** Copies the collections. */
    public TokenRules {
        algorithms = Set.copyOf(algorithms);
        roles = Map.copyOf(roles);
    }
}
