package org.actionregistry.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure as it came out of several rounds. Not thread-safe. */
final class Series {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double latest() {
        return values.get(values.size() - 1);
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Round by round. */
    Series to(Series other) {
        Series ratio = new Series();
        for (int i = 0; i < values.size(); i++) {
            ratio.add(values.get(i) / other.values.get(i));
        }
        return ratio;
    }

    /** {@code median (least - most)}. */
    String format(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + " - " + number + ")",
                median(),
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow());
    }
}
