package org.actionregistry.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Replacement;
import org.actionregistry.action.Severity;
import org.actionregistry.action.VersionStatus;
import org.jspecify.annotations.Nullable;

/**
 * The registry says something else about a version; its bytes stay.
 *
 * @param reason for people
 * @param severity of an unsafe version
 * @param replacement what to use instead
 * @param sunset when the version is meant to stop being used (RFC 8594)
 * @param expected the index of the last change of this status as the caller knows it; empty when the caller does not care.
 *     Not logged
 */
public record StatusChanged(
        Coordinate coordinate,
        VersionStatus status,
        Optional<String> reason,
        Optional<Severity> severity,
        Optional<Replacement> replacement,
        Optional<Instant> sunset,
        OptionalLong expected)
        implements RegistryChange {
    public static final String TYPE = "version.status";

    /** What a caller expects of a version whose status nobody has changed yet. */
    public static final long NEVER_CHANGED = -1;

    static StatusChanged of(EntryBody body) {
        return new StatusChanged(
                new Coordinate(body.name(), body.version()),
                VersionStatus.ofWord(body.text("status")),
                body.optionalText("reason"),
                body.optionalText("severity").map(Severity::ofWord),
                body.optionalText("replacement").map(Replacement::parse),
                body.optionalTime("sunset"),
                OptionalLong.empty());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String target() {
        return coordinate.toString();
    }

    @Override
    public Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("name", coordinate.name().value());
        body.put("version", coordinate.version().toString());
        body.put("status", status.word());
        reason.ifPresent(text -> body.put("reason", text));
        severity.ifPresent(grade -> body.put("severity", grade.word()));
        replacement.ifPresent(instead -> body.put("replacement", instead.toString()));
        sunset.ifPresent(time -> body.put("sunset", time.toString()));
        return body;
    }
}
