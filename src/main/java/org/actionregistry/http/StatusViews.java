package org.actionregistry.http;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Replacement;
import org.actionregistry.action.Standing;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.action.VersionStatus;

/** What the registry says of a version, as members of JSON and as headers. */
final class StatusViews {
    /** IMF-fixdate (RFC 9110, section 5.6.7); its day of the month has two digits, unlike that of RFC_1123_DATE_TIME. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private StatusViews() {}

    /** Adds to {@code json}, and returns it. */
    static JsonText put(JsonText json, Standing standing) {
        json.put("status", standing.status().word());
        standing.reason().ifPresent(reason -> json.put("status_reason", reason));
        standing.severity().ifPresent(severity -> json.put("status_severity", severity.word()));
        standing.replacement().ifPresent(replacement -> json.put("replacement", replacement.toString()));
        standing.sunset().ifPresent(sunset -> json.put("sunset", sunset.toString()));
        standing.change()
                .ifPresent(change ->
                        json.put("status_at", change.time().toString()).put("status_index", change.index()));
        return json;
    }

    /** Adds to {@code json}, and returns it. */
    static JsonObject put(JsonObject json, Standing standing) {
        json.put("status", standing.status().word());
        standing.reason().ifPresent(reason -> json.put("status_reason", reason));
        standing.severity().ifPresent(severity -> json.put("status_severity", severity.word()));
        standing.replacement().ifPresent(replacement -> json.put("replacement", replacement.toString()));
        standing.sunset().ifPresent(sunset -> json.put("sunset", sunset.toString()));
        standing.change()
                .ifPresent(change ->
                        json.put("status_at", change.time().toString()).put("status_index", change.index()));
        return json;
    }

    /**
     * What a program that reads no bodies should know: {@code Deprecation} (RFC 9745) of a version that is not active any
     * more, {@code Sunset} (RFC 8594), and {@code Link} to what replaces it (RFC 5829). Made of times and parsed names only;
     * the reason is free text and never stands in a header.
     */
    static Map<String, String> headers(StoredVersion version) {
        Standing standing = version.standing();
        Map<String, String> headers = new LinkedHashMap<>();
        if (standing.status() != VersionStatus.ACTIVE) {
            Instant since = standing.change().map(Standing.Change::time).orElse(version.createdAt());
            headers.put("Deprecation", "@" + since.getEpochSecond());
        }
        standing.sunset().ifPresent(sunset -> headers.put("Sunset", HTTP_DATE.format(sunset)));
        standing.replacement()
                .ifPresent(
                        replacement -> headers.put("Link", "<" + path(replacement) + ">; rel=\"successor-version\""));
        return headers;
    }

    private static String path(Replacement replacement) {
        return replacement
                .version()
                .map(version -> PathCoordinate.path(new Coordinate(replacement.name(), version)))
                .orElseGet(() -> "/actions/" + replacement.name());
    }
}
