package org.actionregistry.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * What to say of a version; which of these go together is for the registry to decide.
 *
 * @param status {@code active}, {@code deprecated}, {@code yanked} or {@code unsafe}
 * @param sunset an RFC 3339 time
 */
public record StatusWish(
        String status,
        Optional<String> reason,
        Optional<String> severity,
        Optional<String> replacement,
        Optional<String> sunset) {
    byte[] toRequest() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("status", status);
        reason.ifPresent(text -> members.put("reason", text));
        severity.ifPresent(text -> members.put("severity", text));
        replacement.ifPresent(text -> members.put("replacement", text));
        sunset.ifPresent(text -> members.put("sunset", text));
        return CanonicalJson.encode(members);
    }
}
