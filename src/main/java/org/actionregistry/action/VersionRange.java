package org.actionregistry.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which versions will do: npm's grammar of ranges (node-semver, "Range Grammar"), such as {@code ^1.2}, {@code ~1.2.3},
 * {@code 1.x}, {@code 1.2 - 2.3}, {@code >=1.2 <2 || 3.0.1} and {@code *}; the empty text is {@code *}.
 *
 * <p>A pre-release is in a range only when a comparator of the same alternative names a pre-release of the same
 * MAJOR.MINOR.PATCH: {@code >=1.2.3-rc.1} has {@code 1.2.3-rc.2} in it, but not {@code 1.3.0-rc.1}.
 *
 * <p>Unlike npm, build metadata is refused, and so is what stands behind a wildcard ({@code 1.x.3}, {@code 1.x.x-rc}), which
 * npm takes and ignores.
 */
public final class VersionRange {
    /** The longest range, in characters. */
    public static final int MAX_LENGTH = 256;

    /**
     * A stretch of {@link SemanticVersion#precedenceKey()}.
     *
     * @param from the lowest key in it
     * @param to the lowest key behind it
     */
    public record Span(String from, String to) {
        /** All versions there can be. */
        public static final Span ALL = new Span("", "~");

        boolean isEmpty() {
            return from.compareTo(to) >= 0;
        }

        Span within(Span other) {
            return new Span(
                    from.compareTo(other.from) > 0 ? from : other.from, to.compareTo(other.to) < 0 ? to : other.to);
        }

        private boolean touches(Span later) {
            return later.from.compareTo(to) <= 0;
        }

        private Span upTo(Span later) {
            return later.to.compareTo(to) > 0 ? new Span(from, later.to) : this;
        }
    }

    private final String text;
    private final List<Comparators> alternatives;

    private VersionRange(String text, List<Comparators> alternatives) {
        this.text = text;
        this.alternatives = List.copyOf(alternatives);
    }

    /** @throws IllegalArgumentException saying where the text stops being a range, counting characters from 1 */
    public static VersionRange parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a range has at most " + MAX_LENGTH + " characters");
        }
        return new VersionRange(text, new RangeReader(text).read());
    }

    public boolean matches(SemanticVersion version) {
        return alternatives.stream().anyMatch(comparators -> comparators.match(version));
    }

    /**
     * Between the bounds: every release in here is in the range, and nothing outside is. Apart from each other, ascending.
     */
    public List<Span> extent() {
        List<Span> apart = new ArrayList<>();
        for (Span span : sorted(alternatives.stream().map(Comparators::extent).toList())) {
            int last = apart.size() - 1;
            if (last >= 0 && apart.get(last).touches(span)) {
                apart.set(last, apart.get(last).upTo(span));
            } else {
                apart.add(span);
            }
        }
        return List.copyOf(apart);
    }

    /** Where pre-releases are in the range too; every one in here is. Ascending; may overlap. */
    public List<Span> preReleases() {
        return sorted(alternatives.stream()
                .flatMap(comparators -> comparators.preReleases().stream())
                .distinct()
                .toList());
    }

    private static List<Span> sorted(List<Span> spans) {
        return spans.stream()
                .filter(span -> !span.isEmpty())
                .sorted(Comparator.comparing(Span::from))
                .toList();
    }

    /** The same range spelled with {@code < <= > >=} only, such as {@code >=1.2.0 <2.0.0-0}; empty where all will do. */
    public String comparators() {
        return alternatives.stream().map(Comparators::toString).collect(Collectors.joining(" || "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionRange that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text it was read from. */
    @Override
    public String toString() {
        return text;
    }
}
