package org.actionregistry.action;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.actionregistry.action.Comparators.One;
import org.actionregistry.action.Comparators.Operator;

/**
 * A version of a range, of which the end may be left open, and what the operators before it mean.
 *
 * @param numbers 0 to 3 of MAJOR, MINOR and PATCH
 * @param preRelease {@code -rc.1}, only behind three numbers; empty for none
 */
record PartialVersion(List<String> numbers, String preRelease) {
    private static final int FULL = 3;

    /** Sorts before everything that starts with the same three numbers. */
    private static final String LOWEST = "-0";

    PartialVersion {
        numbers = List.copyOf(numbers);
    }

    private boolean any() {
        return numbers.isEmpty();
    }

    private boolean full() {
        return numbers.size() == FULL;
    }

    /** Any version that starts with what is given: {@code 1.2}, {@code =1.2}, {@code 1.x}. */
    List<One> same() {
        if (any()) {
            return List.of();
        }
        return full()
                ? List.of(new One(Operator.AT_LEAST, lowest()), new One(Operator.AT_MOST, lowest()))
                : List.of(new One(Operator.AT_LEAST, lowest()), below(numbers.size() - 1));
    }

    List<One> atLeast() {
        return any() ? List.of() : List.of(new One(Operator.AT_LEAST, lowest()));
    }

    List<One> atMost() {
        if (any()) {
            return List.of();
        }
        return List.of(full() ? new One(Operator.AT_MOST, lowest()) : below(numbers.size() - 1));
    }

    List<One> more() {
        if (any()) {
            return nothing();
        }
        return List.of(
                full() ? new One(Operator.MORE, lowest()) : new One(Operator.AT_LEAST, after(numbers.size() - 1, "")));
    }

    List<One> less() {
        if (any()) {
            return nothing();
        }
        return List.of(new One(Operator.LESS, full() ? lowest() : version(numbers, LOWEST)));
    }

    /** {@code ~}: what differs from MINOR's end on, or from MAJOR's where only that is given. */
    List<One> tilde() {
        return any()
                ? List.of()
                : List.of(new One(Operator.AT_LEAST, lowest()), below(full() ? 1 : numbers.size() - 1));
    }

    /** {@code ^}: what leaves the first number that is not 0, or else the last one, as it is. */
    List<One> caret() {
        if (any()) {
            return List.of();
        }
        int kept = 0;
        while (kept < numbers.size() - 1 && numbers.get(kept).equals("0")) {
            kept++;
        }
        return List.of(new One(Operator.AT_LEAST, lowest()), below(kept));
    }

    private static List<One> nothing() {
        return List.of(new One(Operator.LESS, SemanticVersion.ofAnyLength("0.0.0" + LOWEST)));
    }

    private SemanticVersion lowest() {
        return version(numbers, preRelease);
    }

    private One below(int place) {
        return new One(Operator.LESS, after(place, LOWEST));
    }

    /** The first version whose number in that place is higher. */
    private SemanticVersion after(int place, String ending) {
        List<String> higher = new ArrayList<>(numbers.subList(0, place));
        higher.add(new BigInteger(numbers.get(place)).add(BigInteger.ONE).toString());
        return version(higher, ending);
    }

    private static SemanticVersion version(List<String> numbers, String ending) {
        List<String> padded = new ArrayList<>(numbers);
        while (padded.size() < FULL) {
            padded.add("0");
        }
        return SemanticVersion.ofAnyLength(padded.stream().collect(Collectors.joining(".")) + ending);
    }
}
