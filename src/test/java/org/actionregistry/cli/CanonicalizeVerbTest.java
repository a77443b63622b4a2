package org.actionregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code canonicalize} and {@code digest}, which read alike. */
class CanonicalizeVerbTest {
    private static final String DOCUMENT = "{ \"b\": [1.0, \"\\u20ac\"],\n \"a\": 1e2 }";
    private static final String CANONICAL = "{\"a\":100,\"b\":[1,\"€\"]}";

    @TempDir
    Path directory;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
    }

    @Test
    void printsTheCanonicalBytesAndNothingElse() {
        Shell.Result result = shell.run("canonicalize", shell.file("a.json", DOCUMENT));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo(CANONICAL);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void readsStandardInput() {
        shell.stdin(DOCUMENT);

        assertThat(shell.run("canonicalize", "-").out()).isEqualTo(CANONICAL);
        assertThat(shell.run("canonicalize").out()).isEqualTo(CANONICAL);
    }

    @Test
    void printsTheDigestOfTheCanonicalBytes() {
        // What sha256sum says of CANONICAL.
        String expected = "sha256:878cae7e896e146e7e95890d114b757757385e8dfa2dbf9701c003361bc90cdc";

        assertThat(shell.stdin(DOCUMENT).run("digest").out()).isEqualTo(expected + System.lineSeparator());
        assertThat(shell.stdin("{}").run("digest", "-").outLines())
                .containsExactly("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canonicalize", "digest"})
    void refusesWhatIsNotStrictJsonAndNamesThePlace(String verb) {
        Shell.Result result = shell.run(verb, shell.file("a.json", "{\"a\":{\"b\":1,\"b\":2}}"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("error: " + shell.path("a.json") + ": /a/b: ")
                .endsWith("[duplicate-key]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "\ufeff{}", "[1e400]", "[9007199254740992]", "\"\\ud800\""})
    void refusesWithOneLineAndExitCodeTwo(String text) {
        Shell.Result result = shell.stdin(text).run("digest");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().startsWith("error: standard input: ");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Shell.Result result = shell.run("digest", shell.path("none.json"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("error: " + shell.path("none.json") + ": no such file");
    }

    @Test
    void refusesADirectory() {
        Shell.Result result = shell.run("canonicalize", directory);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("error: " + directory + ": is a directory, not a file");
    }
}
