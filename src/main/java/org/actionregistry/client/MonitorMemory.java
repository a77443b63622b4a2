package org.actionregistry.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.actionregistry.file.DurableFile;
import org.actionregistry.signing.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * Where a monitor keeps what it knows: a state file, and beside it a file {@code .coordinates}, which is written first, so
 * that it always covers what the state file speaks of. Belongs to one run at a time.
 */
public final class MonitorMemory implements AutoCloseable {
    private final @Nullable DurableFile file;
    private @Nullable MonitorState state;
    private SeenCoordinates seen;

    private MonitorMemory(@Nullable DurableFile file, @Nullable MonitorState state, SeenCoordinates seen) {
        this.file = file;
        this.state = state;
        this.seen = seen;
    }

    /** Keeps nothing beyond the run. */
    public static MonitorMemory none() {
        return new MonitorMemory(null, null, SeenCoordinates.inMemory());
    }

    /**
     * Takes over a state file, or a path where there is none yet.
     *
     * @throws IOException when it cannot be read, or another process has it
     * @throws IllegalArgumentException when it is not a state file, or the file beside it does not belong to it
     */
    public static MonitorMemory open(Path path) throws IOException {
        DurableFile file = DurableFile.own(path);
        try {
            Optional<MonitorState> state = file.read().map(MonitorState::parse);
            long entries = state.map(MonitorState::size).orElse(0L);
            return new MonitorMemory(file, state.orElse(null), SeenCoordinates.in(coordinates(file), entries));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Path coordinates(DurableFile file) {
        return file.path().resolveSibling(file.path().getFileName() + ".coordinates");
    }

    /** The log's keys as kept; none before the first run. */
    public List<VerifierKey> keys() {
        return state == null ? List.of() : state.keys();
    }

    /** What is kept, under the keys given now. */
    MonitorState state(List<VerifierKey> keys) {
        return state == null ? MonitorState.fresh(keys) : state.trusting(keys);
    }

    /** The coordinates of the entries that the state has read. */
    SeenCoordinates seen() {
        return seen;
    }

    /** Forgets what was read, though not the checkpoint, so that all of the log is read again. */
    MonitorState startOver(MonitorState known) {
        MonitorState unread = known.unread();
        keep(unread);
        try {
            seen.close();
            seen = file == null ? SeenCoordinates.inMemory() : SeenCoordinates.in(coordinates(file), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the state cannot be read: " + e.getMessage(), e);
        }
        return unread;
    }

    /**
     * Keeps a state.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    void keep(MonitorState known) {
        state = known;
        if (file == null) {
            return;
        }
        try {
            seen.force();
            file.replace(known.encode());
        } catch (IOException e) {
            throw new UncheckedIOException("the state cannot be kept: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            seen.close();
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }
}
