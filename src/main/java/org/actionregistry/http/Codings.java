package org.actionregistry.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a client's {@code Accept-Encoding} asks for (RFC 9110, section 12.5.3).
 *
 * @param preferred the codings it takes and likes no less than the plain form, best first; never one it has refused
 * @param plain whether it takes the plain form
 */
record Codings(List<Coding> preferred, boolean plain) {
    /** Of clients that ask for nothing in particular. */
    static final Codings PLAIN = new Codings(List.of(), true);

    private static final int IDENTITY = Coding.COUNT;
    private static final int ANY = Coding.COUNT + 1;
    private static final int UNSAID = -1;

    Codings {
        preferred = List.copyOf(preferred);
    }

    /**
     * Reads the header's lines, joined by commas. What is named outweighs {@code *}; what is named twice has the lower of its
     * weights; a weight that is none refuses; codings that are unknown here are passed over.
     */
    static Codings read(String header) {
        int[] weights = weights(header);
        for (int i = 0; i <= IDENTITY; i++) {
            if (weights[i] == UNSAID && weights[ANY] != UNSAID) {
                weights[i] = weights[ANY];
            }
        }
        // The plain form is the one that need not be named to be taken, and is liked least then.
        boolean plain = weights[IDENTITY] != 0;
        int least = Math.max(1, weights[IDENTITY]);
        return new Codings(
                Arrays.stream(Coding.values())
                        .filter(coding -> weights[coding.ordinal()] >= least)
                        .sorted(Comparator.comparingInt(coding -> -weights[coding.ordinal()]))
                        .toList(),
                plain);
    }

    private static int[] weights(String header) {
        int[] weights = new int[Coding.COUNT + 2];
        Arrays.fill(weights, UNSAID);
        for (String element : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = element.split(";", -1);
            int place = place(parts[0].strip());
            if (place != UNSAID) {
                int weight = weight(parts);
                weights[place] = weights[place] == UNSAID ? weight : Math.min(weights[place], weight);
            }
        }
        return weights;
    }

    private static int place(String name) {
        return switch (name) {
            case "br" -> Coding.BROTLI.ordinal();
            case "zstd" -> Coding.ZSTANDARD.ordinal();
            case "gzip", "x-gzip" -> Coding.GZIP.ordinal();
            case "identity" -> IDENTITY;
            case "*" -> ANY;
            default -> UNSAID;
        };
    }

    /** In thousandths (section 12.4.2). */
    private static int weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                return thousandths(parameter.substring(2));
            }
        }
        return 1000;
    }

    private static int thousandths(String weight) {
        boolean valid = !weight.isEmpty() && weight.length() <= 5 && (weight.length() == 1 || weight.charAt(1) == '.');
        int sum = 0;
        int unit = 1000;
        for (int i = 0; valid && i < weight.length(); i++) {
            if (i != 1) {
                int digit = weight.charAt(i) - '0';
                valid = digit >= 0 && digit <= 9;
                sum += digit * unit;
                unit /= 10;
            }
        }
        return valid && sum <= 1000 ? sum : 0;
    }
}
