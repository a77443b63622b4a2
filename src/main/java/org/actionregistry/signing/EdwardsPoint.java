package org.actionregistry.signing;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point of edwards25519 in extended coordinates (Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited", 2008, section 3):
 * {@code x = X/Z}, {@code y = Y/Z}, {@code x*y = T/Z}. Mutable, and its time depends on its values: for public ones only.
 *
 * <p>A product may take operands that are a sum of two reduced elements; where one could be more, it is carried first.
 */
final class EdwardsPoint {
    /** The constant of the curve, -121665/121666 (RFC 8032, section 5.1). */
    private static final int[] D = curveConstant();

    private static final int[] HALF = half();

    private final int[] x = X25519Field.create();
    private final int[] y = X25519Field.create();
    private final int[] z = X25519Field.create();
    private final int[] t = X25519Field.create();

    private final int[] a = X25519Field.create();
    private final int[] b = X25519Field.create();
    private final int[] c = X25519Field.create();
    private final int[] e = X25519Field.create();
    private final int[] f = X25519Field.create();
    private final int[] g = X25519Field.create();
    private final int[] h = X25519Field.create();

    /** The neutral point. */
    EdwardsPoint() {
        X25519Field.one(y);
        X25519Field.one(z);
    }

    /**
     * An affine point, prepared to be added: {@code (y-x)/2}, {@code (y+x)/2}, {@code d*x*y}. The halves save the doubling of the
     * other point's {@code Z}.
     */
    record Addend(
            @SuppressWarnings("ArrayRecordComponent") int[] halfMinus,
            @SuppressWarnings("ArrayRecordComponent") int[] halfPlus,
            @SuppressWarnings("ArrayRecordComponent") int[] product) {}

    /** The point that {@code encoded} stands for, which must be known to be the canonical encoding of one (RFC 8032, section 5.1.3). */
    static EdwardsPoint decode(byte[] encoded) {
        EdwardsPoint point = new EdwardsPoint();
        X25519Field.decode(encoded, 0, point.y);
        int[] numerator = X25519Field.create();
        int[] denominator = X25519Field.create();
        X25519Field.sqr(point.y, numerator);
        X25519Field.mul(numerator, D, denominator);
        X25519Field.subOne(numerator);
        X25519Field.addOne(denominator);
        if (!X25519Field.sqrtRatioVar(numerator, denominator, point.x)) {
            throw new IllegalArgumentException("no point of the curve has this encoding");
        }
        X25519Field.normalize(point.x);
        if ((point.x[0] & 1) != (encoded[31] & 0x80) >>> 7) {
            X25519Field.negate(point.x, point.x);
            X25519Field.normalize(point.x);
        }
        X25519Field.mul(point.x, point.y, point.t);
        return point;
    }

    EdwardsPoint copy() {
        EdwardsPoint copy = new EdwardsPoint();
        X25519Field.copy(x, 0, copy.x, 0);
        X25519Field.copy(y, 0, copy.y, 0);
        X25519Field.copy(z, 0, copy.z, 0);
        X25519Field.copy(t, 0, copy.t, 0);
        return copy;
    }

    /** This point, to be added to others. */
    Addend asAddend() {
        normalize();
        X25519Field.apm(y, x, b, a);
        X25519Field.carry(a);
        X25519Field.carry(b);
        Addend addend = new Addend(X25519Field.create(), X25519Field.create(), X25519Field.create());
        X25519Field.mul(a, HALF, addend.halfMinus);
        X25519Field.mul(b, HALF, addend.halfPlus);
        X25519Field.mul(t, D, addend.product);
        return addend;
    }

    /** Section 3.1, unified, with {@code Z2 = 1} and everything halved. */
    void add(Addend other) {
        add(other.halfMinus, other.halfPlus);
        X25519Field.mul(t, other.product, c);
        X25519Field.apm(z, c, g, f);
        multiply();
    }

    /** The negative of a point has its {@code x} negated: the first two change places, the third its sign. */
    void subtract(Addend other) {
        add(other.halfPlus, other.halfMinus);
        X25519Field.mul(t, other.product, c);
        X25519Field.apm(z, c, f, g);
        multiply();
    }

    private void add(int[] halfMinus, int[] halfPlus) {
        X25519Field.apm(y, x, b, a);
        X25519Field.mul(a, halfMinus, a);
        X25519Field.mul(b, halfPlus, b);
        X25519Field.apm(b, a, h, e);
    }

    /** Section 3.3, dedicated doubling with {@code a = -1}; the signs of all four factors are changed. */
    void twice() {
        X25519Field.add(x, y, e);
        X25519Field.sqr(e, e);
        X25519Field.sqr(x, a);
        X25519Field.sqr(y, b);
        X25519Field.sqr(z, c);
        X25519Field.add(c, c, c);
        X25519Field.apm(a, b, h, g);
        X25519Field.carry(h);
        X25519Field.sub(h, e, e);
        X25519Field.add(c, g, f);
        X25519Field.carry(f);
        multiply();
    }

    private void multiply() {
        X25519Field.mul(e, f, x);
        X25519Field.mul(g, h, y);
        X25519Field.mul(e, h, t);
        X25519Field.mul(f, g, z);
    }

    /** RFC 8032, section 5.1.2. */
    byte[] encode() {
        normalize();
        byte[] encoded = new byte[Ed25519PublicKey.LENGTH];
        X25519Field.encode(y, encoded);
        encoded[31] |= (byte) ((x[0] & 1) << 7);
        return encoded;
    }

    /** Makes {@code Z} one, and {@code X} and {@code Y} the least non-negative ones. */
    private void normalize() {
        X25519Field.invVar(z, c);
        X25519Field.mul(x, c, x);
        X25519Field.mul(y, c, y);
        X25519Field.one(z);
        X25519Field.mul(x, y, t);
        X25519Field.normalize(x);
        X25519Field.normalize(y);
    }

    private static int[] curveConstant() {
        int[] numerator = X25519Field.create();
        int[] denominator = X25519Field.create();
        X25519Field.one(numerator);
        X25519Field.one(denominator);
        X25519Field.mul(numerator, 121_665, numerator);
        X25519Field.mul(denominator, 121_666, denominator);
        X25519Field.inv(denominator, denominator);
        X25519Field.mul(numerator, denominator, numerator);
        X25519Field.negate(numerator, numerator);
        X25519Field.normalize(numerator);
        return numerator;
    }

    private static int[] half() {
        int[] half = X25519Field.create();
        X25519Field.one(half);
        X25519Field.add(half, half, half);
        X25519Field.inv(half, half);
        return half;
    }
}
