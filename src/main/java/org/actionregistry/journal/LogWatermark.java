package org.actionregistry.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.actionregistry.merkle.Checkpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest checkpoint this process has published, remembered outside the database, so that a database set back to an
 * older state is noticed before a second history is signed over the first. A lower bound: it may be behind what was
 * published, never ahead, since it is written after the commit.
 */
public final class LogWatermark {
    private static final Logger LOG = LoggerFactory.getLogger(LogWatermark.class);

    private final Optional<Path> file;
    private Optional<Checkpoint> last;

    private LogWatermark(Optional<Path> file, Optional<Checkpoint> last) {
        this.file = file;
        this.last = last;
    }

    /** Remembers for as long as the process lives. */
    public static LogWatermark inMemory() {
        return new LogWatermark(Optional.empty(), Optional.empty());
    }

    /**
     * Remembers in a file, replaced atomically; one that is missing remembers nothing yet.
     *
     * @throws IllegalArgumentException when the file holds something else than a checkpoint
     * @throws UncheckedIOException when it cannot be read
     */
    public static LogWatermark in(Path file) {
        try {
            Optional<Checkpoint> last =
                    Files.exists(file) ? Optional.of(Checkpoint.parse(Files.readString(file))) : Optional.empty();
            return new LogWatermark(Optional.of(file), last);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }

    /** The largest checkpoint known to have been published. */
    public synchronized Optional<Checkpoint> last() {
        return last;
    }

    /** Raises the mark; blocking where there is a file. A smaller checkpoint changes nothing. */
    public synchronized void raise(Checkpoint published) {
        if (last.isPresent() && last.get().size() >= published.size()) {
            return;
        }
        last = Optional.of(published);
        file.ifPresent(path -> write(path, published));
    }

    /** A mark that cannot be written is still remembered in memory; it must not fail what was already committed. */
    private static void write(Path path, Checkpoint published) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.write(fresh, published.text().getBytes(StandardCharsets.UTF_8));
            try {
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException plain) {
                Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            LOG.error("The log's watermark {} cannot be written: {}", path, failure.toString());
        }
    }
}
