package org.actionregistry.action;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the registry says of a version at present, beside its unchangeable bytes.
 *
 * @param reason why, for people
 * @param severity how bad an unsafe version is
 * @param replacement what to use instead
 * @param sunset when the version is meant to stop being used (RFC 8594)
 * @param change the entry that said so last; empty for a version of which nobody has said anything since its publication
 */
public record Standing(
        VersionStatus status,
        Optional<String> reason,
        Optional<Severity> severity,
        Optional<Replacement> replacement,
        Optional<Instant> sunset,
        Optional<Change> change) {
    /** Of a version that was just published. */
    public static final Standing NEW = new Standing(
            VersionStatus.ACTIVE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** When the status was said, and where the journal has it. */
    public record Change(Instant time, long index) {}

    /** The same, said by that entry. */
    public Standing changedBy(Change entry) {
        return new Standing(status, reason, severity, replacement, sunset, Optional.of(entry));
    }

    /** Whether both say the same, whoever said it when. */
    public boolean saysTheSameAs(Standing other) {
        return status == other.status
                && Objects.equals(reason, other.reason)
                && Objects.equals(severity, other.severity)
                && Objects.equals(replacement, other.replacement)
                && Objects.equals(sunset, other.sunset);
    }
}
