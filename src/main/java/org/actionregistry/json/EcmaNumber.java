package org.actionregistry.json;

import com.fasterxml.jackson.core.io.NumberOutput;

/** Doubles as ECMAScript's {@code Number::toString} writes them (ECMA-262, section 6.1.6.1.20; RFC 8785, 3.2.2.3). */
final class EcmaNumber {
    /** From this magnitude on a number is written with an exponent. */
    static final double EXPONENT_FROM = 1e21;

    private EcmaNumber() {}

    /**
     * The shortest decimal that reads back as {@code value}, and of those the closest to it.
     *
     * @param value any finite double
     */
    static String toString(double value) {
        if (value == 0) {
            return "0"; // -0 as well
        }
        Decimal decimal = shortest(Math.abs(value));
        String text = layOut(decimal.digits(), decimal.point());
        return value < 0 ? "-" + text : text;
    }

    /**
     * The decimal 0.DIGITS times ten to the power of {@code point}.
     *
     * @param digits without leading and trailing zeros
     */
    private record Decimal(String digits, int point) {
        /** Parses {@code 12.5}, {@code 0.00125} or {@code 1.25E-5}: always a point, with digits on both sides. */
        static Decimal of(String text) {
            int exponentAt = text.indexOf('E');
            int exponent = exponentAt < 0 ? 0 : Integer.parseInt(text, exponentAt + 1, text.length(), 10);
            int pointAt = text.indexOf('.');
            String all = text.substring(0, pointAt)
                    + text.substring(pointAt + 1, exponentAt < 0 ? text.length() : exponentAt);
            int from = 0;
            while (all.charAt(from) == '0') {
                from++;
            }
            int to = all.length();
            while (all.charAt(to - 1) == '0') {
                to--;
            }
            return new Decimal(all.substring(from, to), pointAt - from + exponent);
        }
    }

    /**
     * Java's notation has at least two digits, and with two to choose Java takes the closest decimal of two; ECMAScript
     * takes one digit where one is enough. They differ for the smallest subnormals only (4.9E-324 is 5e-324).
     */
    private static Decimal shortest(double magnitude) {
        Decimal decimal = Decimal.of(NumberOutput.toString(magnitude, true));
        if (decimal.digits().length() != 2) {
            return decimal;
        }
        int rounded = (Integer.parseInt(decimal.digits()) + 5) / 10;
        String oneDigit = rounded + "E" + (decimal.point() - 1);
        return Double.parseDouble(oneDigit) == magnitude
                ? Decimal.of(rounded + ".0E" + (decimal.point() - 1))
                : decimal;
    }

    private static String layOut(String digits, int point) {
        int count = digits.length();
        if (point > 21 || point <= -6) {
            return scientific(digits, point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= count) {
            return digits + "0".repeat(point - count);
        }
        return digits.substring(0, point) + '.' + digits.substring(point);
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }
}
