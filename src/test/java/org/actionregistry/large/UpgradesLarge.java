package org.actionregistry.large;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.actionregistry.action.Manifest;
import org.actionregistry.compatibility.Bump;
import org.actionregistry.compatibility.Change;
import org.actionregistry.compatibility.Comparison;
import org.actionregistry.compatibility.ManifestComparison;
import org.junit.jupiter.api.Test;

/** The comparison of versions over what real packages did from one release to the next, and over thousands of real tools. */
class UpgradesLarge {
    private static final Path DATA = Path.of(System.getProperty("large.data")).resolve("tools");
    private static final Set<String> COORDINATE = Set.of("name", "version");

    @Test
    void everyRealUpgradeIsComparedAndDecided() throws IOException {
        Map<Bump, Integer> bumps = new EnumMap<>(Bump.class);
        Map<String, Integer> kinds = new TreeMap<>();
        for (RealTool.Upgrade upgrade : RealTool.readPairs(DATA.resolve("tool-upgrades.jsonl"))) {
            Manifest from = upgrade.from().manifest();
            Manifest to = upgrade.to().manifest();
            Comparison comparison = ManifestComparison.between(from, to);
            assertThat(comparison.bump() == Bump.NONE)
                    .as("%s: %s", upgrade.to().coordinate(), comparison)
                    .isEqualTo(withoutCoordinate(from).equals(withoutCoordinate(to)));
            assertThat(comparison.changes())
                    .as("%s", upgrade.to().coordinate())
                    .allMatch(change -> change.decided() || change.kind().startsWith("pattern-"));
            bumps.merge(comparison.bump(), 1, Integer::sum);
            comparison.changes().forEach(change -> kinds.merge(change.bump() + " " + change.kind(), 1, Integer::sum));
        }
        System.out.printf("real upgrades by the step they ask for: %s%nby change: %s%n", bumps, kinds);
        assertThat(bumps.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(200);
        assertThat(bumps).containsKeys(Bump.PATCH, Bump.MINOR, Bump.MAJOR);
    }

    private static Map<String, Object> withoutCoordinate(Manifest manifest) {
        Map<String, Object> values = new TreeMap<>(manifest.values());
        values.keySet().removeAll(COORDINATE);
        return values;
    }

    @Test
    void anyTwoRealToolsAreComparedInTime() throws IOException {
        List<RealTool> tools = RealTool.read(DATA.resolve("tools.jsonl"));
        Set<String> undecided = new HashSet<>();
        long slowest = 0;
        for (int i = 0; i < tools.size(); i++) {
            Manifest from = tools.get(i).manifest();
            Manifest to = tools.get((i + 1) % tools.size()).manifest();
            long start = System.nanoTime();
            Comparison comparison = ManifestComparison.between(from, to);
            slowest = Math.max(slowest, System.nanoTime() - start);
            assertThat(ManifestComparison.between(from, from).changes()).isEmpty();
            comparison.changes().stream()
                    .filter(change -> !change.decided())
                    .map(Change::kind)
                    .forEach(undecided::add);
        }
        System.out.printf("slowest of %d: %d us; undecided: %s%n", tools.size(), slowest / 1000, undecided);
        assertThat(undecided).doesNotContain("too-complex");
        assertThat(slowest).isLessThan(1_000_000_000);
    }
}
