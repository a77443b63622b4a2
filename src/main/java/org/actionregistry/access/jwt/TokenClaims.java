package org.actionregistry.access.jwt;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.access.Principal;
import org.actionregistry.access.Role;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.jspecify.annotations.Nullable;

/** What a verified token says about its bearer, by the operator's rules. */
final class TokenClaims {
    private static final int LONGEST_SUBJECT = 255;
    private static final String EVERYWHERE = "*";
    private static final String NAMESPACE = "[a-z0-9](?:[a-z0-9._-]{0,126}[a-z0-9])?";

    /** Which role counts where a token has several. */
    private static final Comparator<Role> GREATEST = Comparator.naturalOrder();

    private final TokenRules rules;
    private final Map<String, @Nullable Object> claims;

    TokenClaims(TokenRules rules, Map<String, @Nullable Object> claims) {
        this.rules = rules;
        this.claims = claims;
    }

    /** When it ends; empty for a token that never does, which is not accepted. */
    Optional<Instant> end() {
        return claims.get("exp") instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    /** Whether the times in it have the type that they should have; what has not is not compared with any clock. */
    boolean hasWellFormedTimes() {
        return Stream.of("exp", "nbf", "iat")
                .map(claims::get)
                .allMatch(time -> time == null || time instanceof Long seconds && seconds >= 0);
    }

    /** Who it is about: issuer and subject, since subjects are unique to their issuer only. */
    Optional<String> subject() {
        return claims.get("sub") instanceof String subject
                        && !subject.isBlank()
                        && subject.length() <= LONGEST_SUBJECT
                        && subject.chars().noneMatch(Character::isISOControl)
                ? Optional.of(subject)
                : Optional.empty();
    }

    /** @throws Refused when it carries no role that means anything here, or no namespace where it should */
    Principal principal(String subject) {
        Role role = texts(rules.roleClaim()).stream()
                .flatMap(value -> role(value).stream())
                .max(GREATEST)
                .orElseThrow(
                        () -> forbidden("The token carries no role of this registry in " + rules.roleClaim() + "."));
        return Principal.ofToken(rules.issuer(), subject, role, namespaces(role));
    }

    private Optional<Role> role(String value) {
        if (!rules.roles().isEmpty()) {
            return Optional.ofNullable(rules.roles().get(value));
        }
        return Stream.of(Role.values())
                .filter(role -> role.word().equals(value))
                .findFirst();
    }

    /** No namespaces would mean everywhere; a token that forgets to say where it may write may write nowhere. */
    private List<String> namespaces(Role role) {
        if (rules.namespacesClaim().isEmpty() || !role.isNamespaced()) {
            return List.of();
        }
        List<String> named = texts(rules.namespacesClaim().get());
        if (named.contains(EVERYWHERE)) {
            return List.of();
        }
        List<String> usable =
                named.stream().filter(name -> name.matches(NAMESPACE)).toList();
        if (usable.isEmpty()) {
            throw forbidden(
                    "The token names no namespace in " + rules.namespacesClaim().get() + ".");
        }
        return usable;
    }

    private static Refused forbidden(String message) {
        return new Refused(ErrorCode.FORBIDDEN, message);
    }

    /** The strings of a claim: one, separated by spaces as in {@code scope}, or an array of them. */
    private List<String> texts(String claim) {
        Object value = find(claim);
        if (value instanceof String text) {
            return List.of(text.split(" ", -1));
        }
        return value instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /** The claim of that very name, which may have dots of its own, or the one at the end of the path. */
    private @Nullable Object find(String claim) {
        if (claims.containsKey(claim)) {
            return claims.get(claim);
        }
        Object found = claims;
        for (String name : claim.split("\\.", -1)) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return found;
    }
}
