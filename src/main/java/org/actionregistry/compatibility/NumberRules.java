package org.actionregistry.compatibility;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bounds of numbers, {@code multipleOf}, and bounds of counts. */
final class NumberRules {
    private NumberRules() {}

    /** @param common the types both schemas admit; where only integers are, bounds mean the integers within */
    static Relation compare(Sides sides, Types common) {
        boolean integral = !common.meets(Types.FRACTION);
        Optional<Limit> oldLower = Limit.lower(sides.from(), integral);
        Optional<Limit> oldUpper = Limit.upper(sides.from(), integral);
        Optional<Limit> lower = Limit.lower(sides.to(), integral);
        Optional<Limit> upper = Limit.upper(sides.to(), integral);
        return bound(sides, "minimum", "exclusiveMinimum", oldLower, lower, 1)
                .or(bound(sides, "maximum", "exclusiveMaximum", oldUpper, upper, -1))
                .or(multiple(sides));
    }

    private static Relation bound(
            Sides sides, String inclusive, String exclusive, Optional<Limit> old, Optional<Limit> now, int sign) {
        Relation relation = order(old, now, sign);
        if (relation.same() || !sides.findings().kept()) {
            return relation;
        }
        boolean isExclusive = now.or(() -> old)
                .filter(limit -> limit.beyond() != 0 || !sides.either(inclusive))
                .isPresent();
        return sides.found(
                sides.place(isExclusive && sides.either(exclusive) ? exclusive : inclusive),
                Kinds.of(inclusive, relation.word()),
                relation,
                () -> Kinds.sentence("the " + inclusive, old.map(Limit::toString), now.map(Limit::toString)));
    }

    /** A bound of a count that is {@code least} where it is not said. */
    static Relation atLeast(Sides sides, String keyword, int least) {
        return sides.valued(keyword, order(count(sides.old(keyword), least), count(sides.now(keyword), least), 1));
    }

    /** A bound of a count that is infinite where it is not said. */
    static Relation atMost(Sides sides, String keyword) {
        Optional<BigDecimal> old = Limit.number(sides.old(keyword));
        Optional<BigDecimal> now = Limit.number(sides.now(keyword));
        return sides.valued(keyword, order(old.map(Limit::at), now.map(Limit::at), -1));
    }

    private static Optional<Limit> count(@Nullable Object value, int least) {
        return Optional.of(Limit.at(Limit.number(value).orElse(BigDecimal.valueOf(least))));
    }

    /** @param sign 1 where the greater bound admits less, -1 where it admits more; no bound admits everything */
    private static Relation order(Optional<Limit> old, Optional<Limit> now, int sign) {
        int order = old.isEmpty() || now.isEmpty()
                ? Boolean.compare(now.isPresent(), old.isPresent())
                : now.get().compareTo(old.get()) * sign;
        return ValueRules.relation(order > 0, order < 0);
    }

    private static Relation multiple(Sides sides) {
        Optional<BigDecimal> old = divisor(sides.old("multipleOf"));
        Optional<BigDecimal> now = divisor(sides.now("multipleOf"));
        return sides.valued(
                "multipleOf",
                old.isEmpty() || now.isEmpty()
                        ? ValueRules.relation(now.isPresent(), old.isPresent())
                        : ValueRules.relation(!divides(now.get(), old.get()), !divides(old.get(), now.get())));
    }

    private static boolean divides(BigDecimal divisor, BigDecimal number) {
        return number.remainder(divisor).signum() == 0;
    }

    private static Optional<BigDecimal> divisor(@Nullable Object value) {
        return Limit.number(value).filter(number -> number.signum() > 0);
    }
}
