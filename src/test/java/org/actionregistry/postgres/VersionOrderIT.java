package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.actionregistry.action.ActionName;
import org.actionregistry.catalog.VersionLine;
import org.actionregistry.catalog.VersionQuery;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** SQL sorts versions as SemVer 2.0.0, section 11, says; compared with a comparator written from its text. */
class VersionOrderIT {
    private static final int COUNT = 600;
    private static final List<String> IDENTIFIERS =
            List.of("alpha", "beta", "rc", "a", "a-", "a-b", "A", "Z", "0a", "1-", "-", "--1", "x9", "x10");

    private final Random random = new Random(20260102);

    @Test
    void versionsAreSortedByPrecedence() {
        Set<String> versions =
                new LinkedHashSet<>(List.of("1.0.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta"));
        while (versions.size() < COUNT) {
            versions.add(version());
        }
        List<String> shuffled = new ArrayList<>(versions);
        Collections.shuffle(shuffled, random);
        try (OpenDatabase open = OpenDatabase.of(TestDatabase.fresh().runtime())) {
            Outcome.of(open.journal()
                    .append(shuffled.stream()
                            .map(version -> Publication.of("ordered", version))
                            .toList()));
            List<String> listed = Outcome.of(open.catalog()
                            .versions(new VersionQuery(new ActionName("ordered"), COUNT, Optional.empty())))
                    .orElseThrow()
                    .items()
                    .stream()
                    .map(VersionLine::version)
                    .map(Object::toString)
                    .toList();

            assertThat(listed).isEqualTo(shuffled.stream().sorted(PRECEDENCE).toList());
        }
    }

    private String version() {
        String release = number() + "." + number() + "." + number();
        if (random.nextInt(3) == 0) {
            return release;
        }
        List<String> identifiers = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            identifiers.add(random.nextBoolean() ? number() : IDENTIFIERS.get(random.nextInt(IDENTIFIERS.size())));
        }
        return release + "-" + String.join(".", identifiers);
    }

    private String number() {
        return switch (random.nextInt(4)) {
            case 0 -> "0";
            case 1 -> Integer.toString(random.nextInt(12));
            case 2 -> "9".repeat(1 + random.nextInt(12));
            default -> "1" + "0".repeat(random.nextInt(14));
        };
    }

    private static final Comparator<String> PRECEDENCE = (one, other) -> {
        String[] left = one.split("-", 2);
        String[] right = other.split("-", 2);
        int release = identifiers(left[0].split("\\."), right[0].split("\\."));
        if (release != 0 || left.length == 1 || right.length == 1) {
            return release != 0 ? release : Integer.compare(right.length, left.length);
        }
        return identifiers(left[1].split("\\."), right[1].split("\\."));
    };

    private static int identifiers(String[] left, String[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean leftNumeric = left[i].matches("[0-9]+");
            boolean rightNumeric = right[i].matches("[0-9]+");
            int order;
            if (leftNumeric && rightNumeric) {
                order = new BigInteger(left[i]).compareTo(new BigInteger(right[i]));
            } else {
                order = leftNumeric == rightNumeric
                        ? left[i].compareTo(right[i])
                        : Boolean.compare(rightNumeric, leftNumeric);
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
