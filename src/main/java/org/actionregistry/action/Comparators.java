package org.actionregistry.action;

import java.util.List;
import java.util.stream.Collectors;

/** One alternative of a range: all of its comparators hold; none is no condition. */
record Comparators(List<One> all) {
    /** What a version is compared for. */
    enum Operator {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /** One comparator. */
    record One(Operator operator, SemanticVersion bound) {
        private boolean holds(SemanticVersion version) {
            int order = version.compareTo(bound);
            return switch (operator) {
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }

        private boolean namesPreReleaseOf(String core) {
            return bound.preRelease() && bound.core().equals(core);
        }

        private VersionRange.Span extent() {
            String key = bound.precedenceKey();
            return switch (operator) {
                case LESS -> new VersionRange.Span(VersionRange.Span.ALL.from(), key);
                case AT_MOST -> new VersionRange.Span(VersionRange.Span.ALL.from(), behind(key));
                case MORE -> new VersionRange.Span(behind(key), VersionRange.Span.ALL.to());
                case AT_LEAST -> new VersionRange.Span(key, VersionRange.Span.ALL.to());
            };
        }

        /** Nothing lies between: {@code !} sorts before whatever a key may go on with. */
        private static String behind(String key) {
            return key + "!";
        }

        @Override
        public String toString() {
            return operator.sign + bound;
        }
    }

    Comparators {
        all = List.copyOf(all);
    }

    boolean match(SemanticVersion version) {
        return all.stream().allMatch(one -> one.holds(version))
                && (!version.preRelease() || all.stream().anyMatch(one -> one.namesPreReleaseOf(version.core())));
    }

    VersionRange.Span extent() {
        return all.stream().map(One::extent).reduce(VersionRange.Span.ALL, VersionRange.Span::within);
    }

    List<VersionRange.Span> preReleases() {
        VersionRange.Span extent = extent();
        return all.stream()
                .map(One::bound)
                .filter(SemanticVersion::preRelease)
                .map(bound -> preReleasesOf(bound.core()).within(extent))
                .distinct()
                .toList();
    }

    /** From the lowest there can be, {@code -0} (SemVer, section 11), up to the release. */
    private static VersionRange.Span preReleasesOf(String core) {
        return new VersionRange.Span(
                SemanticVersion.ofAnyLength(core + "-0").precedenceKey(),
                SemanticVersion.ofAnyLength(core).precedenceKey());
    }

    @Override
    public String toString() {
        return all.stream().map(One::toString).collect(Collectors.joining(" "));
    }
}
