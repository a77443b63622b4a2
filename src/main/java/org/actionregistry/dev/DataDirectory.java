package org.actionregistry.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one embedded server: {@code cluster} (PostgreSQL's own), {@code binaries} (unpacked once),
 * {@code credentials.properties}, {@code server.log}, and {@code lock}, held as long as a process uses them. The operating system releases
 * the lock of a process that was killed.
 */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws IllegalStateException when another process holds it, or it cannot be made */
    static DataDirectory open(Path path) {
        try {
            PrivateFiles.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new IllegalStateException("another process is using " + path);
            }
            DataDirectory directory = new DataDirectory(path, channel);
            PrivateFiles.createDirectories(directory.binaries());
            return directory;
        } catch (IOException e) {
            throw new IllegalStateException("the directory " + path + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process has it open already
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    Path cluster() {
        return path.resolve("cluster");
    }

    Path binaries() {
        return path.resolve("binaries");
    }

    /** What initdb and the server said since the last start. */
    Path log() {
        return path.resolve("server.log");
    }

    private Path marker() {
        return path.resolve("initialised");
    }

    /** Whether initdb has once run to its end. */
    boolean isInitialised() {
        return Files.exists(marker());
    }

    void markInitialised() throws IOException {
        if (!isInitialised()) {
            Files.createFile(marker());
        }
    }

    /**
     * Makes the cluster ready to be started: no server of a killed run is on it, no file says so, and an initdb that was
     * interrupted, on which no server ever ran, is undone.
     */
    void stopLeftoverServer() throws IOException {
        Optional<ProcessHandle> leftover = recordedPid().flatMap(pid -> LeftoverServer.find(pid, cluster()));
        if (leftover.isPresent()) {
            LeftoverServer.stop(leftover.get());
        }
        Files.deleteIfExists(pidFile());
        if (!isInitialised()) {
            deleteTree(cluster());
        }
    }

    private Path pidFile() {
        return cluster().resolve("postmaster.pid");
    }

    /** The process id that PostgreSQL has left in its pid file (first line). */
    Optional<Long> recordedPid() {
        try {
            List<String> lines = Files.exists(pidFile()) ? Files.readAllLines(pidFile()) : List.of();
            return lines.stream()
                    .findFirst()
                    .map(String::trim)
                    .filter(pid -> pid.matches("[1-9][0-9]{0,17}"))
                    .map(Long::valueOf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets other processes use the files. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes everything. */
    void delete() {
        try {
            deleteTree(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
