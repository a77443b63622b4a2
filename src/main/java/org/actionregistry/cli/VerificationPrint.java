package org.actionregistry.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.client.VerificationReport;
import org.jspecify.annotations.Nullable;

/** Prints verdicts, always with whose verdict it is. */
final class VerificationPrint {
    private final Terminal terminal;
    private final boolean json;

    VerificationPrint(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** A verdict from the bytes and the caller's trusted keys. */
    void ownVerdict(VerificationReport report) {
        print(report, "client");
    }

    /** A verdict that is only as good as the registry. */
    void registrysWord(VerificationReport report) {
        print(report, "registry");
        terminal.note("this is the registry's own word; --trusted-keys FILE verifies the bytes here");
    }

    private void print(VerificationReport report, String verifiedBy) {
        if (json) {
            terminal.json(members(report, verifiedBy));
            return;
        }
        VerificationReport.Checks checks = report.checks();
        new Table()
                .row(
                        "verified",
                        report.verified() ? "yes" : "NO",
                        report.error().orElse(report.coordinate().toString()))
                .row("hash", word(checks.hash()), report.hash())
                .row("key", word(checks.key()), keyLine(report))
                .row("signature", word(checks.signature()), report.alg().orElse("-"))
                .row(
                        "coordinate",
                        word(checks.coordinate()),
                        report.coordinate().toString())
                .print(terminal.out(), terminal.outColumns());
    }

    /** A key that may sign no more is worth a remark, also where what it signed stands. */
    private static String keyLine(VerificationReport report) {
        return report.kid().orElse("-")
                + report.keyNow()
                        .filter(state -> !state.equals("active"))
                        .map(state -> " (" + state + " now)")
                        .orElse("");
    }

    private static String word(Optional<Boolean> check) {
        return check.map(passed -> passed ? "ok" : "FAILED").orElse("-");
    }

    private static Map<String, @Nullable Object> members(VerificationReport report, String verifiedBy) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", report.coordinate().name().value());
        members.put("version", report.coordinate().version().toString());
        members.put("verified", report.verified());
        members.put("verified_by", verifiedBy);
        report.error().ifPresent(error -> members.put("verify_error", error));
        members.put("hash", report.hash());
        members.put("alg", report.alg().orElse(null));
        members.put("kid", report.kid().orElse(null));
        report.keyNow().ifPresent(state -> members.put("key_now", state));
        Map<String, @Nullable Object> checks = new LinkedHashMap<>();
        checks.put("hash", report.checks().hash().orElse(null));
        checks.put("key", report.checks().key().orElse(null));
        checks.put("signature", report.checks().signature().orElse(null));
        checks.put("coordinate", report.checks().coordinate().orElse(null));
        members.put("checks", checks);
        return members;
    }
}
