package org.actionregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fetch}, against a running registry. */
class FetchVerbIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();

    @TempDir
    Path directory;

    private Shell shell;

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @BeforeEach
    void openShell() {
        shell = new Shell(directory)
                .env("ACTION_REGISTRY_URL", "http://127.0.0.1:" + REGISTRY.port())
                .env("ACTION_REGISTRY_API_KEY", TestRegistry.BOOTSTRAP_KEY);
    }

    @Test
    void versionsComeInTheOrderTheyAreAskedForAndWhatIsMissingIsNamed() {
        HTTP.published("v.fetch", "1.0.0", "{\"title\":\"one\"}");
        HTTP.published("v.fetch", "2.0.0", "{\"title\":\"two\"}");

        Shell.Result both = shell.run("fetch", "v.fetch@2.0.0", "v.fetch@1.0.0");
        assertThat(both.exitCode()).as(both.err()).isZero();
        assertThat(both.outLines()).hasSize(2);
        assertThat(both.outLines().get(0)).contains("\"title\":\"two\"", "\"verified\":true");
        assertThat(both.outLines().get(1)).contains("\"title\":\"one\"", "\"verified\":true");

        Shell.Result some = shell.run("fetch", "v.fetch@9.0.0", "v.fetch@1.0.0");
        assertThat(some.exitCode()).isEqualTo(5);
        assertThat(some.outLines()).hasSize(1);
        assertThat(some.errLines()).containsExactly("there is no v.fetch@9.0.0");
    }

    @Test
    void moreThanOneRequestTakesAreAskedForAllTheSame() {
        HTTP.published("v.many", "1.0.0", "{}");
        List<String> arguments = new ArrayList<>(List.of("fetch"));
        for (int i = 0; i < 101; i++) {
            arguments.add("v.many@1.0.0");
        }
        assertThat(shell.run(arguments.toArray(new String[0])).outLines()).hasSize(101);
    }

    /** The server leaves out what would make its answer too large. */
    @Test
    void whatDidNotFitIsFetchedByItself() {
        String large = "{\"description\":\"" + "x".repeat(200_000) + "\"}";
        List<String> arguments = new ArrayList<>(List.of("fetch"));
        for (int i = 0; i < 14; i++) {
            HTTP.published("v.large", "1.0." + i, large);
            arguments.add("v.large@1.0." + i);
        }
        Shell.Result all = shell.run(arguments.toArray(new String[0]));
        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.outLines()).hasSize(14).allMatch(line -> line.length() > 200_000);
    }

    @Test
    void aNameAloneIsNoVersion() {
        Shell.Result result = shell.run("fetch", "v.fetch");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("names no version");
    }
}
