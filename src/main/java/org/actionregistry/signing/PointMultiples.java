package org.actionregistry.signing;

import java.math.BigInteger;
import org.actionregistry.signing.EdwardsPoint.Addend;

/**
 * Multiples of one point of edwards25519, from which any other is a sum of few: {@code j * 16^(4w) * P} for {@code j} from 1 to 8 and {@code w}
 * from 0 to 15, some 20 KB. For public scalars only.
 */
final class PointMultiples {
    private static final int WINDOWS = 16;
    private static final int DIGITS_A_WINDOW = 4;
    private static final int LARGEST_DIGIT = 8;
    private static final int DIGITS = WINDOWS * DIGITS_A_WINDOW;

    private final Addend[][] multiples = new Addend[WINDOWS][LARGEST_DIGIT];

    PointMultiples(EdwardsPoint point) {
        EdwardsPoint unit = point.copy();
        for (Addend[] window : multiples) {
            fill(window, unit);
            for (int i = 0; i < 4 * DIGITS_A_WINDOW; i++) {
                unit.twice();
            }
        }
    }

    private static void fill(Addend[] window, EdwardsPoint unit) {
        window[0] = unit.asAddend();
        EdwardsPoint multiple = unit.copy();
        for (int j = 1; j < window.length; j++) {
            multiple.add(window[0]);
            window[j] = multiple.asAddend();
        }
    }

    /**
     * {@code [m]P - [n]Q} for these multiples of P and those of Q.
     *
     * @param m below 2^253, as {@code n}
     */
    EdwardsPoint timesMinus(BigInteger m, PointMultiples other, BigInteger n) {
        byte[] plus = digits(m);
        byte[] minus = digits(n);
        EdwardsPoint sum = new EdwardsPoint();
        for (int place = DIGITS_A_WINDOW - 1; place >= 0; place--) {
            for (int w = 0; w < WINDOWS; w++) {
                addDigit(sum, multiples[w], plus[DIGITS_A_WINDOW * w + place]);
                addDigit(sum, other.multiples[w], -minus[DIGITS_A_WINDOW * w + place]);
            }
            for (int i = 0; place > 0 && i < 4; i++) {
                sum.twice();
            }
        }
        return sum;
    }

    private static void addDigit(EdwardsPoint sum, Addend[] window, int digit) {
        if (digit > 0) {
            sum.add(window[digit - 1]);
        } else if (digit < 0) {
            sum.subtract(window[-digit - 1]);
        }
    }

    /** To the base 16, least significant first, from -8 to 8. */
    private static byte[] digits(BigInteger scalar) {
        byte[] digits = new byte[DIGITS];
        byte[] bytes = scalar.toByteArray();
        int carry = 0;
        for (int i = 0; i < DIGITS; i++) {
            int at = bytes.length - 1 - i / 2;
            int nibble = at < 0 ? 0 : (bytes[at] >> 4 * (i % 2)) & 15;
            int digit = nibble + carry;
            carry = digit > LARGEST_DIGIT ? 1 : 0;
            digits[i] = (byte) (digit - 16 * carry);
        }
        return digits;
    }
}
