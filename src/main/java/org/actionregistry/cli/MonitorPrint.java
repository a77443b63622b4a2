package org.actionregistry.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.actionregistry.client.Finding;
import org.actionregistry.client.MonitorReport;
import org.actionregistry.merkle.Checkpoint;
import org.jspecify.annotations.Nullable;

/** Prints what a monitor found: the findings, and then a summary. */
final class MonitorPrint {
    private final Terminal terminal;
    private final boolean json;

    MonitorPrint(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** @param documents whether the served versions were looked at */
    void print(MonitorReport report, boolean documents) {
        if (json) {
            report.findings().forEach(this::findingAsJson);
            terminal.json(summaryAsJson(report));
        } else {
            report.findings().forEach(this::finding);
            report.checkpoint().ifPresent(this::checkpoint);
            terminal.out().println(summary(report, documents));
        }
    }

    private void finding(Finding finding) {
        String where =
                finding.index().isPresent() ? " at entry " + finding.index().getAsLong() : "";
        terminal.out().println("BREACH " + word(finding) + where + ": " + Printable.of(finding.message()));
    }

    private static String word(Finding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT);
    }

    private void checkpoint(Checkpoint checkpoint) {
        new Table()
                .row("origin", checkpoint.origin())
                .row("size", Long.toString(checkpoint.size()))
                .row("root", checkpoint.root().toString())
                .print(terminal.out(), terminal.outColumns());
    }

    private static String summary(MonitorReport report, boolean documents) {
        String read = report.entries() + " entries read"
                + (report.from() > 0 ? " from entry " + report.from() + " on" : "")
                + (documents ? ", " + report.documents() + " served versions compared" : "");
        return report.sound() ? "sound: " + read : report.findings().size() + " findings: " + read;
    }

    private void findingAsJson(Finding finding) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("finding", word(finding));
        finding.index().ifPresent(index -> members.put("index", index));
        members.put("message", finding.message());
        terminal.json(members);
    }

    private static Map<String, @Nullable Object> summaryAsJson(MonitorReport report) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("sound", report.sound());
        members.put("findings", report.findings().size());
        report.checkpoint().ifPresent(checkpoint -> {
            members.put("origin", checkpoint.origin());
            members.put("size", checkpoint.size());
            members.put("root", checkpoint.root().toString());
        });
        members.put("from", report.from());
        members.put("entries", report.entries());
        members.put("documents", report.documents());
        return members;
    }
}
