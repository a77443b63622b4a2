package org.actionregistry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.Migrations;
import org.jspecify.annotations.Nullable;

/** A migrated embedded server for tests of faults; keeps its port and its data when it is stopped and started. */
public final class PrivateServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final DatabaseUrl owner;
    private final DatabaseUrl runtime;
    private @Nullable EmbeddedDatabase running;
    private List<ProcessHandle> paused = List.of();

    private PrivateServer(Path directory, EmbeddedDatabase running) {
        this.directory = directory;
        this.running = running;
        this.port = running.port();
        this.owner = DatabaseUrl.parse(running.ownerUrl());
        this.runtime = DatabaseUrl.parse(running.runtimeUrl());
    }

    static PrivateServer create() {
        try {
            Path directory = Files.createTempDirectory("action-registry-private");
            PrivateServer server = new PrivateServer(directory, EmbeddedDatabase.start(directory, 0));
            Migrations.run(server.owner);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DatabaseUrl owner() {
        return owner;
    }

    public DatabaseUrl runtime() {
        return runtime;
    }

    /** Starts it again where it was. */
    public void start() {
        running = EmbeddedDatabase.start(directory, port);
    }

    /** Stops it; its clients are thrown out. */
    public void stop() {
        Optional.ofNullable(running).ifPresent(EmbeddedDatabase::close);
        running = null;
    }

    /** Every process of the server stops answering, without closing a single connection (SIGSTOP). */
    public void pause() {
        ProcessHandle first = ProcessHandle.of(
                        Optional.ofNullable(running).orElseThrow().pid())
                .orElseThrow();
        // The first process goes first, so that it makes no child while the others are being stopped.
        signal("STOP", List.of(first));
        paused = Stream.concat(Stream.of(first), first.descendants()).toList();
        signal("STOP", paused);
    }

    /** Goes on as if nothing had been (SIGCONT). */
    public void resume() {
        signal("CONT", paused);
        paused = List.of();
    }

    private static void signal(String signal, List<ProcessHandle> processes) {
        Stream<String> ids = processes.stream().map(process -> Long.toString(process.pid()));
        try {
            new ProcessBuilder(
                            Stream.concat(Stream.of("kill", "-" + signal), ids).toList())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it for good and removes its data. */
    @Override
    public void close() {
        if (!paused.isEmpty()) {
            resume();
        }
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
