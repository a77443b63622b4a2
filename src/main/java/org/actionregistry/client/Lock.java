package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.actionregistry.action.Requirement;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * A lock document: what requirements came to at one moment.
 *
 * @param resolved in the order of names
 * @param unresolved in the order of names
 */
public record Lock(List<Resolved> resolved, List<Unresolved> unresolved) {
    private static final long FORM = 1;

    /**
     * @param reason the code of the error that the requirement alone would be answered with
     * @param message for people
     */
    public record Unresolved(
            Requirement requirement,
            String reason,
            String message,
            List<Resolved.Skipped> skipped,
            Map<String, @Nullable Object> json) {}

    /**
     * Reads a lock document that was kept.
     *
     * @throws org.actionregistry.json.InvalidJsonException when it is none, or a name or version in it is none
     * @throws IllegalArgumentException likewise
     */
    public static Lock parse(byte[] utf8) {
        return of(JsonMembers.parse(utf8, StrictJson.MAX_DEPTH));
    }

    /**
     * Reads {@code {"requirements":[{"name","range"|"tag"}]}}.
     *
     * @throws org.actionregistry.json.InvalidJsonException when it is not that
     * @throws IllegalArgumentException when a name, range or tag in it is none
     */
    public static List<Requirement> parseRequirements(byte[] utf8) {
        return JsonMembers.parse(utf8, StrictJson.MAX_DEPTH).objects("requirements").stream()
                .map(Resolved::requirement)
                .toList();
    }

    static Lock of(JsonMembers lock) {
        if (lock.integer("lock_version") != FORM) {
            throw lock.refused("lock_version", "const", "should be " + FORM + "; a newer program may know this form");
        }
        return new Lock(
                lock.objects("resolved").stream().map(Resolved::of).toList(),
                lock.objects("unresolved").stream().map(Lock::unresolved).toList());
    }

    private static Unresolved unresolved(JsonMembers item) {
        return new Unresolved(
                Resolved.requirement(item),
                item.text("reason"),
                item.text("message"),
                Resolved.skipped(item),
                item.values());
    }

    /** What was asked for. */
    public List<Requirement> requirements() {
        return Stream.concat(
                        resolved.stream().map(Resolved::requirement),
                        unresolved.stream().map(Unresolved::requirement))
                .toList();
    }
}
