package org.actionregistry.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.actionregistry.client.LogMonitor;
import org.jspecify.annotations.Nullable;

/** A bar on standard error while a log is read, where a person looks at it. */
final class MonitorProgress implements LogMonitor.Progress, AutoCloseable {
    private final Terminal terminal;
    private @Nullable ProgressBar bar;

    MonitorProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void checked(long done, long size) {
        if (!terminal.errIsTerminal()) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("entries")
                    .setInitialMax(size)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.columns() - 1))
                    .clearDisplayOnFinish()
                    .build();
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
