package org.actionregistry.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.actionregistry.testing.RegistryProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of {@code docs/KEY-LEAK.md} against {@code dev} as they stand, and compares what they print. */
class KeyLeakIT {
    private static final Pattern READY = Pattern.compile("(?m)^(\\{\"api_key\".*})$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```\n(?:```\n(.*?)^```\n)?");
    private static final String MARK = "@@@ block ";

    /** What differs between two runs, whatever the page shows: times, key ids of API keys, keys. */
    private static final Pattern VARYING = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+(?:Z|…)"
            + "|base64:[A-Za-z0-9+/=]+…?|sha256:[0-9a-f]+…?|\\b[a-z2-7]{12}\\b|root +\\S+");

    @TempDir
    private Path directory;

    private record Step(String commands, String output) {}

    @Test
    void everyCommandOfThePageDoesWhatThePageSays() throws IOException, InterruptedException {
        List<Step> steps = steps();
        assertThat(steps).hasSizeGreaterThan(8);
        try (RegistryProcess dev =
                RegistryProcess.start(directory, environment(), "dev", "--port", "0", "-o", "json")) {
            JsonObject ready = new JsonObject(dev.awaitLine(READY));
            Files.writeString(directory.resolve("log.vkey"), ready.getString("log_vkey") + "\n");
            List<String> outputs = run(script(steps, ready));

            for (int i = 0; i < steps.size(); i++) {
                assertThat(masked(outputs.get(i)))
                        .as("what these print:%n%s", steps.get(i).commands())
                        .isEqualTo(masked(steps.get(i).output()));
            }
        }
    }

    /** All but the first block, in which a reader sets up the shell. */
    private static List<Step> steps() throws IOException {
        List<MatchResult> blocks = BLOCK.matcher(Files.readString(Path.of("docs/KEY-LEAK.md")))
                .results()
                .toList();
        return blocks.subList(1, blocks.size()).stream()
                .map(block -> new Step(block.group(1), Objects.requireNonNullElse(block.group(2), "")))
                .toList();
    }

    private static String masked(String output) {
        // When a key was last used is written down after a while, and so may be there already or not.
        return VARYING.matcher(output.replaceAll(" {2,}|-{2,}", " "))
                .replaceAll("#")
                .replaceAll("(?m) [-#]$", "")
                .strip();
    }

    private static String script(List<Step> steps, JsonObject ready) {
        String setUp =
                "areg() { \"$JAVA\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar \"$JAR\" \"$@\"; }\n"
                        + "export ACTION_REGISTRY_URL='" + ready.getString("url") + "'\n"
                        + "export ACTION_REGISTRY_API_KEY=$(cat .data/keys/api_key)\n";
        return steps.stream()
                .map(step -> "echo '" + MARK + "'\n" + step.commands())
                .collect(Collectors.joining("", setUp, ""));
    }

    private List<String> run(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("script.sh"), script);
        Path output = directory.resolve("script.out");
        ProcessBuilder bash = new ProcessBuilder("bash", "-u", file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().keySet().removeIf(name -> name.startsWith("ACTION_REGISTRY_"));
        bash.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        bash.environment().put("JAR", Objects.requireNonNull(System.getProperty("registry.jar")));
        Process process = bash.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        List<String> outputs =
                new ArrayList<>(List.of(Files.readString(output, UTF_8).split(MARK + "\n", -1)));
        outputs.remove(0);
        return outputs;
    }

    private static Map<String, String> environment() {
        return Map.of("PATH", String.valueOf(System.getenv("PATH")));
    }
}
