package org.actionregistry.client;

import java.util.Optional;

/**
 * What the registry says of a version beside its bytes. Its word alone: nobody has signed it.
 *
 * @param status {@code active}, {@code deprecated}, {@code yanked} or {@code unsafe}
 * @param reason why, in the words of whoever said so
 * @param severity {@code low}, {@code medium}, {@code high} or {@code critical}; of an unsafe version
 * @param replacement what to use instead: {@code name} or {@code name@version}
 * @param sunset when the version is meant to stop being used (RFC 3339)
 */
public record VersionStanding(
        String status,
        Optional<String> reason,
        Optional<String> severity,
        Optional<String> replacement,
        Optional<String> sunset) {
    private static final String ACTIVE = "active";

    /** From an answer that shows a version; empty where it does not say. */
    static Optional<VersionStanding> of(JsonMembers answer) {
        return answer.optionalText("status")
                .map(status -> new VersionStanding(
                        status,
                        answer.optionalText("status_reason"),
                        answer.optionalText("status_severity"),
                        answer.optionalText("replacement"),
                        answer.optionalText("sunset")));
    }

    /** Whether there is nothing to warn of. */
    public boolean active() {
        return status.equals(ACTIVE);
    }

    /** In one line, such as {@code unsafe (critical): it deletes the source; use files.move@2.0.0}. */
    public String describe() {
        return status
                + severity.map(grade -> " (" + grade + ")").orElse("")
                + reason.map(why -> ": " + why).orElse("")
                + replacement.map(instead -> "; use " + instead).orElse("")
                + sunset.map(end -> "; to end " + end).orElse("");
    }
}
