package org.actionregistry.action;

import java.util.Optional;

/**
 * What to use instead of a version: an action, or one version of it.
 *
 * @param version empty for whichever version of the action the caller prefers
 */
public record Replacement(ActionName name, Optional<SemanticVersion> version) {
    /**
     * Reads {@code name} or {@code name@version}.
     *
     * @throws IllegalArgumentException saying what is malformed
     */
    public static Replacement parse(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new Replacement(new ActionName(text), Optional.empty())
                : new Replacement(
                        new ActionName(text.substring(0, at)),
                        Optional.of(SemanticVersion.parse(text.substring(at + 1))));
    }

    /** {@code name} or {@code name@version}. */
    @Override
    public String toString() {
        return version.map(exact -> name + "@" + exact).orElseGet(name::value);
    }
}
