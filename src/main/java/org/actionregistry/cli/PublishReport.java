package org.actionregistry.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Prints what became of each document, a progress bar for people, and a summary at the end. */
final class PublishReport implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final boolean json;
    private final Map<PublishStatus, Integer> counts = new EnumMap<>(PublishStatus.class);
    private final @Nullable ProgressBar bar;
    private ExitCode mostSerious = ExitCode.YES;
    private long notAttempted;

    /** @param total how many documents there are, for the bar; empty for no bar */
    PublishReport(Terminal terminal, boolean json, OptionalLong total) {
        this.terminal = terminal;
        this.json = json;
        this.bar = total.isPresent() ? bar(terminal, total.getAsLong()) : null;
    }

    private static ProgressBar bar(Terminal terminal, long total) {
        return new ProgressBarBuilder()
                .setTaskName("publish")
                .setInitialMax(total)
                .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.columns() - 1))
                .clearDisplayOnFinish()
                .build();
    }

    void add(PublishOutcome outcome) {
        counts.merge(outcome.status(), 1, Integer::sum);
        if (outcome.exitCode().code() > mostSerious.code()) {
            mostSerious = outcome.exitCode();
        }
        if (bar != null) {
            bar.step();
            // Lines go where the bar stands; it draws itself again below them.
            terminal.err().print(CLEAR_LINE);
        }
        if (json) {
            terminal.json(outcome.toJson());
        } else {
            terminal.out().println(outcome.toRow());
        }
        outcome.error().ifPresent(error -> terminal.error(error, outcome.violations()));
    }

    /** Counts a document that was left alone because one before it showed that there is no use. */
    void notAttempted() {
        notAttempted++;
    }

    /** The most serious exit code of all: the numbers are in that order. */
    ExitCode exitCode() {
        return mostSerious;
    }

    /** Ends the bar and prints the summary. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        String summary = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining(", "));
        String rest = notAttempted == 0 ? "" : ", " + notAttempted + " not attempted";
        terminal.note(summary.isEmpty() ? "nothing to publish" : summary + rest);
    }
}
