package org.actionregistry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A small file that is replaced whole, and that one process at a time may own. After a crash at any moment it holds the
 * old content or the new, and once {@link #replace} has returned, the new.
 */
public final class DurableFile implements AutoCloseable {
    private final Path path;
    private final Path fresh;
    private final FileChannel lockChannel;

    private DurableFile(Path path, FileChannel lockChannel) {
        this.path = path;
        this.fresh = path.resolveSibling(path.getFileName() + ".new");
        this.lockChannel = lockChannel;
    }

    /**
     * Takes the file over; it need not exist yet, its directory must. The lock is a file {@code .lock} beside it, since the
     * file itself is replaced; it stays there, and means nothing once its process has ended.
     *
     * @throws IOException when another process has it, or this one has it already, or the directory cannot be written
     */
    public static DurableFile own(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path lock = absolute.resolveSibling(absolute.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return new DurableFile(absolute, channel);
            }
        } catch (OverlappingFileLockException ours) {
            channel.close();
            throw new IOException(file + " is in use in this process already", ours);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(file + " is in use by another process");
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The content; empty when there is no file. */
    public Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /**
     * Replaces the content, and returns when that is durable.
     *
     * @throws IOException when it is not; the file then holds the old content or the new
     */
    public void replace(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Before the rename: a file system may order the rename before the bytes, and a crash would leave neither.
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory();
    }

    /** The rename itself is durable once its directory is; Windows opens no directories and needs none of this. */
    private void forceDirectory() throws IOException {
        Path directory = path.getParent();
        if (directory == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Gives the file up for others to own. */
    @Override
    public void close() throws IOException {
        lockChannel.close();
    }
}
