package org.actionregistry.http;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client's {@code Accept-Encoding} (RFC 9110, section 12.5.3) takes gzip. Clients send a handful of values, which
 * are remembered as they were sent.
 */
final class AcceptedCodings {
    private static final int REMEMBERED = 64;
    private static final int LONGEST_REMEMBERED = 128;
    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private AcceptedCodings() {}

    /** @param header null where it was not sent, which asks for nothing in particular */
    static boolean gzip(@Nullable String header) {
        if (header == null) {
            return false;
        }
        Boolean known = KNOWN.get(header);
        if (known != null) {
            return known;
        }
        boolean accepted = read(header);
        if (KNOWN.size() < REMEMBERED && header.length() <= LONGEST_REMEMBERED) {
            KNOWN.put(header, accepted);
        }
        return accepted;
    }

    /** What is named outweighs {@code *}. */
    private static boolean read(String header) {
        boolean any = false;
        for (String element : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = element.split(";", -1);
            String coding = parts[0].strip();
            if (coding.equals("gzip") || coding.equals("x-gzip")) {
                return weight(parts) > 0;
            }
            any |= coding.equals("*") && weight(parts) > 0;
        }
        return any;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException malformed) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
