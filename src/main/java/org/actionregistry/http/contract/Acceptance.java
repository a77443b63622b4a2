package org.actionregistry.http.contract;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client's {@code Accept} (RFC 9110, section 12.5.1) allows anything an operation answers with. Parameters of a
 * media range other than {@code q} are not looked at; an element that is malformed counts as not there.
 */
final class Acceptance {
    private final List<String> available;

    /** @param available media types in lower case, without parameters */
    Acceptance(Collection<String> available) {
        this.available = List.copyOf(available);
    }

    /** @throws Refused with {@code NOT_ACCEPTABLE} when every available media type is ruled out */
    void check(@Nullable String accept) {
        if (accept == null || accept.isBlank() || accept.equals("*/*") || available.contains(accept)) {
            return;
        }
        List<String> ranges = List.of(accept.toLowerCase(Locale.ROOT).split(",", -1));
        if (available.stream().noneMatch(type -> quality(type, ranges) > 0)) {
            throw new Refused(
                    ErrorCode.NOT_ACCEPTABLE,
                    "This is available as " + String.join(" or ", available) + " only.",
                    Map.of("available", available));
        }
    }

    /** Which of the available media types the client likes best; of several, the first. Only behind {@link #check}. */
    String preferred(@Nullable String accept) {
        String best = available.isEmpty() ? "" : available.get(0);
        if (accept == null || accept.isBlank()) {
            return best;
        }
        List<String> ranges = List.of(accept.toLowerCase(Locale.ROOT).split(",", -1));
        for (String type : available) {
            best = quality(type, ranges) > quality(best, ranges) ? type : best;
        }
        return best;
    }

    /** The quality the most specific range that matches gives to a media type; 0 where none does. */
    private static double quality(String type, List<String> ranges) {
        int best = -1;
        double quality = 0;
        for (String range : ranges) {
            String[] parts = range.split(";", -1);
            int specificity = specificity(parts[0].strip(), type);
            if (specificity > best) {
                best = specificity;
                quality = weight(parts);
            }
        }
        return quality;
    }

    private static int specificity(String range, String type) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static double weight(String[] parts) {
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
