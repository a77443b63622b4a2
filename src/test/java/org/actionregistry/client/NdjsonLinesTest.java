package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NdjsonLinesTest {
    @Test
    void numbersLinesAndSkipsBlankOnes() throws IOException {
        assertThat(lines("{}\n\n \t\r\n[1]\r\n\"last\"")).containsExactly("1 {}", "4 [1]\r", "5 \"last\"");
    }

    @Test
    void needsNoLineEndAfterTheLastLine() throws IOException {
        assertThat(lines("a\nb")).isEqualTo(lines("a\nb\n")).containsExactly("1 a", "2 b");
    }

    @Test
    void findsNothingInNothing() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n")).isEmpty();
    }

    @Test
    void goesOnAfterALineThatIsTooLong() throws IOException {
        String longest = "x".repeat(NdjsonLines.MAX_LINE_BYTES);

        assertThat(lines("a\n" + longest + "x\nb\n")).containsExactly("1 a", "2 too long", "3 b");
        assertThat(lines(longest)).containsExactly("1 " + longest);
    }

    private static List<String> lines(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (NdjsonLines lines = new NdjsonLines(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (Optional<NdjsonLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                found.add(line.get().number() + " "
                        + line.get().json().map(json -> new String(json, UTF_8)).orElse("too long"));
            }
        }
        return found;
    }
}
