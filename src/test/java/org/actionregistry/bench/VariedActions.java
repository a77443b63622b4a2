package org.actionregistry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.Manifest;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.client.Signer;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.large.RealTool;
import org.actionregistry.signing.Base64Text;
import org.jspecify.annotations.Nullable;

/**
 * As many actions as one asks for, made from a few thousand real ones: the first are those themselves, the others the same
 * tools in further namespaces. The same number is always the same action with the same versions. Immutable.
 */
final class VariedActions {
    /** Leaves room for the namespace in front. */
    private static final int LONGEST_NAME = ActionName.MAX_LENGTH - 16;

    private static final List<String> SAMPLES = List.of("files.move-1.1.0", "ssh.exec-1.2.0", "web.fetch-0.9.0-rc.1");

    private final List<RealTool> tools;
    private final long step;

    private VariedActions(List<RealTool> tools, long step) {
        this.tools = List.copyOf(tools);
        this.step = step;
    }

    /** A sample of the same actions: action {@code n} of it is action {@code n * step} of these. */
    VariedActions every(long step) {
        return new VariedActions(tools, this.step * step);
    }

    /** @param tools one tool a line; without it, the samples in the jar, which are few and small */
    static VariedActions of(Optional<Path> tools) throws IOException {
        return new VariedActions(
                tools.isPresent()
                        ? RealTool.read(tools.get()).stream()
                                .filter(tool -> tool.coordinate().name().value().length() <= LONGEST_NAME)
                                .toList()
                        : samples(),
                1);
    }

    private static List<RealTool> samples() throws IOException {
        List<RealTool> samples = new ArrayList<>();
        for (String file : SAMPLES) {
            try (InputStream in = Objects.requireNonNull(
                    VariedActions.class.getResourceAsStream("/samples/" + file + ".json"), file)) {
                Manifest manifest = Manifest.parse(in.readAllBytes());
                samples.add(new RealTool(
                        Coordinate.parse(
                                manifest.name().orElseThrow(),
                                manifest.version().orElseThrow()),
                        manifest));
            }
        }
        return samples;
    }

    /** The name of action {@code number}, counted from 0. */
    ActionName name(long number) {
        ActionName found = tool(number).coordinate().name();
        long copy = number * step / tools.size();
        return copy == 0 ? found : new ActionName("fleet" + copy + "." + found.value());
    }

    private RealTool tool(long number) {
        return tools.get((int) (number * step % tools.size()));
    }

    /** Its first {@code count} versions, ascending; most steps are patches, some minor, few major, the last may be an rc. */
    List<Coordinate> versions(long number, int count) {
        Random random = new Random(number * step);
        ActionName name = name(number);
        int[] version = random.nextInt(3) == 0 ? new int[] {0, 1, 0} : new int[] {1, 0, 0};
        List<Coordinate> versions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                bump(version, random.nextInt(10));
            }
            String text = version[0] + "." + version[1] + "." + version[2];
            boolean candidate = i > 0 && i == count - 1 && random.nextInt(10) == 0;
            versions.add(new Coordinate(name, SemanticVersion.parse(candidate ? text + "-rc.1" : text)));
        }
        return versions;
    }

    private static void bump(int[] version, int chance) {
        int part = chance == 0 ? 0 : chance < 4 ? 1 : 2;
        version[part]++;
        for (int lower = part + 1; lower < version.length; lower++) {
            version[lower] = 0;
        }
    }

    /** A version of action {@code number}, signed. */
    VersionPublished publish(long number, Coordinate coordinate, Signer signer) {
        Map<String, @Nullable Object> values =
                new LinkedHashMap<>(tool(number).manifest().values());
        values.put("name", coordinate.name().value());
        values.put("version", coordinate.version().toString());
        Manifest manifest = Manifest.of(new HashMap<>(values));
        String sig = Base64Text.encode(signer.key().sign(manifest.digest().bytes()));
        return new VersionPublished(
                coordinate,
                manifest,
                manifest.digest().toString(),
                Optional.of(new DetachedSignature(
                        DetachedSignature.ED25519, signer.kid().value(), sig)));
    }
}
