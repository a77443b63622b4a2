package org.actionregistry.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Replacement;
import org.actionregistry.action.Severity;
import org.actionregistry.action.Standing;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Violation;
import org.jspecify.annotations.Nullable;

/** Reads what someone wants to say of a version; what must and must not go together is decided here. */
final class WantedStatus {
    /** The first moment that RFC 3339 and HTTP dates cannot write: their years have four digits. */
    private static final Instant YEAR_10000 =
            Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

    private final Map<String, @Nullable Object> body;
    private final List<Violation> violations = new ArrayList<>();

    private WantedStatus(Map<String, @Nullable Object> body) {
        this.body = body;
    }

    /**
     * Reads a body that keeps the contract's schema.
     *
     * @throws Invalid with BAD_REQUEST, naming everything that is wrong
     */
    static Standing read(Coordinate coordinate, Map<String, @Nullable Object> body) {
        return new WantedStatus(body).read(coordinate);
    }

    private Standing read(Coordinate coordinate) {
        VersionStatus status = VersionStatus.ofWord(text("status").orElseThrow());
        Optional<String> reason = text("reason");
        Optional<Severity> severity = text("severity").map(Severity::ofWord);
        Optional<Replacement> replacement = text("replacement").flatMap(this::replacement);
        Optional<Instant> sunset = text("sunset").flatMap(this::sunset);
        boolean unsafe = status == VersionStatus.UNSAFE;
        boolean active = status == VersionStatus.ACTIVE;
        if ((unsafe || status == VersionStatus.DEPRECATED) && reason.isEmpty()) {
            refuse("reason", "required", "is required: say why the version is " + status.word());
        }
        if (unsafe && severity.isEmpty()) {
            refuse("severity", "required", "is required of an unsafe version");
        }
        if (!unsafe && severity.isPresent()) {
            refuse("severity", "unsafe-only", "is only for an unsafe version");
        }
        if (active && body.containsKey("replacement")) {
            refuse("replacement", "not-active", "is not for an active version");
        }
        if (active && body.containsKey("sunset")) {
            refuse("sunset", "not-active", "is not for an active version");
        }
        if (replacement.map(Replacement::toString).equals(Optional.of(coordinate.toString()))) {
            refuse("replacement", "other", "should be something else than the version itself");
        }
        if (!violations.isEmpty()) {
            throw new Invalid(
                    ErrorCode.BAD_REQUEST, "The request breaks " + violations.size() + " rule(s).", violations);
        }
        return new Standing(status, reason, severity, replacement, sunset, Optional.empty());
    }

    private Optional<String> text(String member) {
        return Optional.ofNullable((String) body.get(member));
    }

    private Optional<Replacement> replacement(String text) {
        try {
            return Optional.of(Replacement.parse(text));
        } catch (IllegalArgumentException malformed) {
            refuse("replacement", "format", "should be NAME or NAME@VERSION: " + malformed.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Instant> sunset(String text) {
        Instant sunset = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        if (!sunset.isBefore(YEAR_10000) || sunset.isBefore(Instant.EPOCH)) {
            refuse("sunset", "range", "should lie between 1970 and 9999 in UTC");
        }
        return Optional.of(sunset);
    }

    private void refuse(String member, String rule, String message) {
        violations.add(new Violation("/" + member, rule, member + " " + message));
    }
}
