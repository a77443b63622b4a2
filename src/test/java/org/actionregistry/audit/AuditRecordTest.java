package org.actionregistry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditRecordTest {
    private static String kept(String target) {
        return new AuditRecord(
                        Instant.EPOCH,
                        AuditRecord.NOBODY,
                        "none",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "anOperation",
                        Optional.of(target),
                        Optional.empty(),
                        401,
                        Optional.empty())
                .target()
                .orElseThrow();
    }

    @Test
    void plainTextIsKeptAsItIs() {
        assertThat(kept("files.move@1.0.0")).isEqualTo("files.move@1.0.0");
        assertThat(kept("größer 🦊")).isEqualTo("größer 🦊");
    }

    @Test
    void whatWouldForgeALineOrDriveATerminalIsReplaced() {
        assertThat(kept("a\nb\r\0c\u001b[31m\u202e\u2028")).isEqualTo("a\uFFFDb\uFFFD\uFFFDc\uFFFD[31m\uFFFD\uFFFD");
        assertThat(kept("lone \ud800 half")).isEqualTo("lone \uFFFD half");
    }

    @Test
    void longTextIsCut() {
        assertThat(kept("x".repeat(257))).hasSize(257).doesNotContain("…");
        assertThat(kept("x".repeat(100_000))).hasSize(257).endsWith("x…");
        assertThat(kept("x".repeat(255) + "🦊🦊")).hasSize(257).endsWith("x\uFFFD…");
    }
}
