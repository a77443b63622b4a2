package org.actionregistry.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.actionregistry.action.Coordinate;
import org.actionregistry.signing.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Which coordinates a log has published, and where: 128 bits of hash each, so that 10^6 versions take 16 MB of file and
 * about 100 MB of memory. In the file, entry {@code n} has the 16 bytes from {@code 16 * n} on; zeros for an entry that
 * publishes nothing.
 */
final class SeenCoordinates implements AutoCloseable {
    private static final int LENGTH = 2 * Long.BYTES;
    private static final int READ_BUFFER = 1 << 16;
    private static final Fingerprint NOTHING = new Fingerprint(0, 0);

    private record Fingerprint(long high, long low) {
        static Fingerprint of(Coordinate coordinate) {
            byte[] name = coordinate.toString().getBytes(StandardCharsets.UTF_8);
            return read(ByteBuffer.wrap(Digest.of(name).bytes()));
        }

        static Fingerprint read(ByteBuffer bytes) {
            return new Fingerprint(bytes.getLong(), bytes.getLong());
        }
    }

    private final @Nullable FileChannel file;
    private final Map<Fingerprint, Long> places = new HashMap<>();
    private ByteBuffer unwritten = ByteBuffer.allocate(READ_BUFFER);
    private long entries;

    private SeenCoordinates(@Nullable FileChannel file) {
        this.file = file;
    }

    /** Remembers for one run. */
    static SeenCoordinates inMemory() {
        return new SeenCoordinates(null);
    }

    /**
     * Goes on where the file was left.
     *
     * @param entries how many of the file's entries to believe; further ones, of a run that broke off, are dropped
     * @throws IllegalArgumentException when the file has fewer
     */
    static SeenCoordinates in(Path path, long entries) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (file.size() < entries * LENGTH) {
                throw new IllegalArgumentException(path + " is shorter than the state beside it says");
            }
            file.truncate(entries * LENGTH);
            SeenCoordinates seen = new SeenCoordinates(file);
            seen.load(file);
            return seen;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void load(FileChannel from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(READ_BUFFER);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.remaining() >= LENGTH) {
                put(Fingerprint.read(buffer));
            }
            buffer.compact();
        }
    }

    private @Nullable Long put(Fingerprint fingerprint) {
        long index = entries++;
        return fingerprint.equals(NOTHING) ? null : places.putIfAbsent(fingerprint, index);
    }

    /** How many entries it has seen. */
    long entries() {
        return entries;
    }

    /**
     * Takes the next entry.
     *
     * @return the index at which its coordinate was published before, if it was
     */
    OptionalLong add(Optional<Coordinate> published) {
        Fingerprint fingerprint = published.map(Fingerprint::of).orElse(NOTHING);
        Long earlier = put(fingerprint);
        if (file != null) {
            if (unwritten.remaining() < LENGTH) {
                unwritten = ByteBuffer.allocate(2 * unwritten.capacity()).put(unwritten.flip());
            }
            unwritten.putLong(fingerprint.high()).putLong(fingerprint.low());
        }
        return earlier == null ? OptionalLong.empty() : OptionalLong.of(earlier);
    }

    /** Makes what was added durable. */
    void force() throws IOException {
        if (file == null) {
            return;
        }
        unwritten.flip();
        while (unwritten.hasRemaining()) {
            file.write(unwritten);
        }
        unwritten.clear();
        file.force(true);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
