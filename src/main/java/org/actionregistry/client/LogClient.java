package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.actionregistry.action.Coordinate;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.EntryBundle;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TilePath;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;

/**
 * A client of one registry's transparency log (C2SP tlog-tiles). Nothing it returns is verified. Thread-safe.
 *
 * <p>Every method fails with a {@link ClientFailure}, inside a CompletionException where it returns a future.
 */
public final class LogClient {
    private static final String PREFIX = "/log/";
    private static final String ANY = "*/*";
    private static final String JSON = "application/json";
    private static final int NOT_FOUND = 404;
    private static final int PROOF_DEPTH = 2;

    /** What stands around a manifest: the page, its items, an item. */
    private static final int CHANGES_DEPTH = 3;

    private final Transport transport;

    public LogClient(ClientSettings settings) {
        this.transport = new Transport(settings);
    }

    /** The latest checkpoint. */
    public SignedNote checkpoint() {
        return Transport.joined(get(PREFIX + "checkpoint", ANY, SignedNote::parse));
    }

    /** The keys that the log says are its own; two while one takes over from the other. */
    public List<VerifierKey> verifierKeys() {
        return Transport.joined(get(PREFIX + "vkey", ANY, body -> {
            List<VerifierKey> keys = new String(body, UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(VerifierKey::parse)
                    .toList();
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("it holds no verifier key");
            }
            return keys;
        }));
    }

    /**
     * A tile at one width. A log may drop a partial tile once a wider one is there, so that one is asked for next ("Partial
     * Tiles").
     *
     * @param width 1 to 256
     */
    public CompletableFuture<Tile> tile(TileId id, int width) {
        return narrowest(TilePath.of(id, width), (path, body) -> {
            Tile tile = Tile.of(id, body);
            if (tile.width() != path.width()) {
                throw new IllegalArgumentException("the tile is " + tile.width() + " hashes wide");
            }
            return tile.prefix(width);
        });
    }

    /**
     * The entries {@code 256 * index} and following.
     *
     * @param width how many, 1 to 256
     */
    public CompletableFuture<List<byte[]>> entries(long index, int width) {
        return narrowest(
                TilePath.ofEntries(index, width),
                (path, body) -> EntryBundle.decode(body, path.width()).subList(0, width));
    }

    private interface TileReader<T> {
        T read(TilePath path, byte[] body);
    }

    private <T> CompletableFuture<T> narrowest(TilePath path, TileReader<T> reader) {
        CompletableFuture<T> asked = get(PREFIX + "tile/" + path, ANY, body -> reader.read(path, body));
        if (!path.isPartial()) {
            return asked;
        }
        TilePath full = new TilePath(path.kind(), path.id(), Tile.MAX_WIDTH);
        return asked.exceptionallyCompose(failure -> isNotFound(failure)
                ? get(PREFIX + "tile/" + full, ANY, body -> reader.read(full, body))
                        // What is missing is what was asked for.
                        .exceptionallyCompose(
                                worse -> CompletableFuture.failedFuture(isNotFound(worse) ? failure : worse))
                : CompletableFuture.failedFuture(failure));
    }

    private static boolean isNotFound(Throwable failure) {
        return Transport.unwrapped(failure) instanceof RegistryError error && error.status() == NOT_FOUND;
    }

    /**
     * The proof that the tree of one size is a later state of that of another.
     *
     * @param from above 0, not above {@code to}
     */
    public ConsistencyProof consistency(long from, long to) {
        String path = PREFIX + "proof/consistency?from=" + from + "&to=" + to;
        return Transport.joined(get(path, JSON, body -> {
            JsonMembers answer = JsonMembers.parse(body, PROOF_DEPTH);
            if (answer.integer("from") != from || answer.integer("to") != to) {
                throw new IllegalArgumentException("it is the proof between other sizes");
            }
            return new ConsistencyProof(
                    from,
                    to,
                    answer.texts("hashes").stream().map(MerkleHash::parse).toList());
        }));
    }

    /** The proof that a version was logged. */
    public TlogProof proof(Coordinate coordinate) {
        return Transport.joined(get(RegistryClient.path(coordinate) + "/proof", ANY, TlogProof::parse));
    }

    /**
     * A page of the changes feed; may be shorter than asked for.
     *
     * @param since the index of the first entry
     * @param limit the most entries, 1 to 1000
     */
    public List<LoggedChange> changes(long since, int limit) {
        String path = "/changes?since=" + since + "&limit=" + limit;
        return Transport.joined(get(
                path,
                JSON,
                body -> JsonMembers.parse(body, StrictJson.MAX_DEPTH + CHANGES_DEPTH).objects("items").stream()
                        .map(LoggedChange::of)
                        .toList()));
    }

    /**
     * One entry.
     *
     * @param index below {@code size}
     * @param size of a checkpoint that covers it
     */
    public byte[] entry(long index, long size) {
        TileId tile = new TileId(0, index / Tile.MAX_WIDTH);
        return Transport.joined(entries(tile.index(), tile.widthAt(size))).get((int) (index % Tile.MAX_WIDTH));
    }

    private <T> CompletableFuture<T> get(String path, String accept, Function<byte[], T> reader) {
        return transport.get(path, accept).thenApply(body -> {
            try {
                return reader.apply(body);
            } catch (IllegalArgumentException | InvalidJsonException e) {
                throw RegistryClient.malformed(path, e);
            }
        });
    }
}
