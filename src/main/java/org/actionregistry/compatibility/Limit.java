package org.actionregistry.compatibility;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One end of a range of numbers.
 *
 * @param beyond 0 where the value itself is in the range; else 1 or -1, the side of it where the range begins
 */
record Limit(BigDecimal value, int beyond) implements Comparable<Limit> {
    static Limit at(BigDecimal value) {
        return new Limit(value, 0);
    }

    /** @param integral whether only the integers within count */
    static Optional<Limit> lower(SchemaNode node, boolean integral) {
        return end(node, "minimum", "exclusiveMinimum", 1)
                .map(limit -> integral ? limit.integer(RoundingMode.CEILING) : limit);
    }

    /** @param integral whether only the integers within count */
    static Optional<Limit> upper(SchemaNode node, boolean integral) {
        return end(node, "maximum", "exclusiveMaximum", -1)
                .map(limit -> integral ? limit.integer(RoundingMode.FLOOR) : limit);
    }

    /** @param inward where the range lies: 1 above its lower end, -1 below its upper one */
    private static Optional<Limit> end(SchemaNode node, String inclusive, String exclusive, int inward) {
        // In draft 4 the exclusive keyword is a boolean that speaks of the other one.
        int beyond = Boolean.TRUE.equals(node.get(exclusive)) ? inward : 0;
        Optional<Limit> one = number(node.get(inclusive)).map(value -> new Limit(value, beyond));
        Optional<Limit> other = number(node.get(exclusive)).map(value -> new Limit(value, inward));
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().compareTo(other.get()) * inward >= 0 ? one : other;
    }

    static Optional<BigDecimal> number(@Nullable Object value) {
        if (value instanceof Long number) {
            return Optional.of(BigDecimal.valueOf(number));
        }
        return value instanceof Number number ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
    }

    private Limit integer(RoundingMode rounding) {
        BigDecimal rounded = value.setScale(0, rounding);
        return at(rounded.compareTo(value) == 0 ? rounded.add(BigDecimal.valueOf(beyond)) : rounded);
    }

    @Override
    public int compareTo(Limit other) {
        int order = value.compareTo(other.value);
        return order != 0 ? order : Integer.compare(beyond, other.beyond);
    }

    /** As it is told. */
    @Override
    public String toString() {
        return value + (beyond == 0 ? "" : " (exclusive)");
    }
}
