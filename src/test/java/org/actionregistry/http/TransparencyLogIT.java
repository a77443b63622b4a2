package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.actionregistry.json.StrictJson;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.EntryBundle;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TilePath;
import org.actionregistry.merkle.TiledNodes;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestLog;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of some hundred entries, read over HTTP by someone who knows its key and nothing else. */
@SuppressWarnings("NullAway.Init") // JUnit and fill() set the fields
class TransparencyLogIT {
    /** How many entries there were at each checkpoint: tiles and subtrees that are full, nearly full and just begun. */
    private static final List<Integer> SIZES = List.of(1, 2, 3, 64, 127, 255, 256, 257, 260);

    private static final int SIZE = 260;
    private static final int STEP = 7;
    private static final int UNSIGNED = 5;

    private static final TestLog LOG = TestLog.generate();
    private static final Map<Long, Checkpoint> SIGNED = new TreeMap<>();

    @TempDir
    private static Path directory;

    private static TestRegistry registry;
    private static RegistryHttp http;

    @BeforeAll
    static void fill() {
        TestDatabase database = TestDatabase.fresh();
        registry = TestRegistry.on(database.owner(), database.runtime(), LOG.settings(directory));
        http = registry.http();
        try (OpenDatabase open = OpenDatabase.of(database.runtime())) {
            int published = 0;
            for (int size : SIZES) {
                LOG.publish(open, published, size);
                published = size;
                SIGNED.put((long) size, checkpoint());
            }
            TestLog.publishUnsigned(open, published, published + UNSIGNED);
        }
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Checkpoint checkpoint() {
        SignedNote note = SignedNote.parse(
                http.anonymous().get("/log/checkpoint").expect(200).body());
        return LOG.policy().verify(note).checkpoint();
    }

    private static byte[] fetch(TilePath path) {
        return http.anonymous().get("/log/tile/" + path).expect(200).body();
    }

    /** Every tile of the tree of that size, fetched at exactly the width it has in it. */
    private static List<Tile> tilesAt(long size) {
        List<Tile> tiles = new ArrayList<>();
        for (int level = 0; new TileId(level, 0).widthAt(size) > 0; level++) {
            TileId id = new TileId(level, 0);
            for (; id.widthAt(size) > 0; id = new TileId(level, id.index() + 1)) {
                tiles.add(Tile.of(id, fetch(TilePath.of(id, id.widthAt(size)))));
            }
        }
        return tiles;
    }

    private static List<byte[]> entriesAt(long size) {
        List<byte[]> entries = new ArrayList<>();
        for (TileId id = new TileId(0, 0); id.widthAt(size) > 0; id = new TileId(0, id.index() + 1)) {
            int width = id.widthAt(size);
            entries.addAll(EntryBundle.decode(fetch(TilePath.ofEntries(id.index(), width)), width));
        }
        return entries;
    }

    @Test
    void everyBatchHasACheckpointAndTheLatestIsServed() {
        SIGNED.forEach((size, checkpoint) -> assertThat(checkpoint.size()).isEqualTo(size));
        assertThat(checkpoint()).isEqualTo(SIGNED.get((long) SIZE));
    }

    @Test
    void theVerifierKeyIsThatOfTheConfiguredKey() {
        assertThat(http.anonymous().get("/log/vkey").expect(200).text())
                .isEqualTo(LOG.signer().verifierKey() + "\n");
    }

    @Test
    void theTilesOfEverySignedSizeHaveItsRoot() {
        SIGNED.forEach((size, checkpoint) -> {
            List<Tile> tiles = tilesAt(size);
            assertThat(new TiledNodes(tiles).root(size)).isEqualTo(checkpoint.root());
        });
    }

    @Test
    void theEntriesOfEverySignedSizeHaveItsRoot() {
        SIGNED.forEach((size, checkpoint) -> {
            List<MerkleHash> leaves =
                    entriesAt(size).stream().map(MerkleHash::ofLeaf).toList();
            assertThat(RightEdge.EMPTY.append(leaves).edge().root()).isEqualTo(checkpoint.root());
        });
    }

    @Test
    void theEntriesSayWhatWasPublishedAndHoldNoManifest() {
        List<byte[]> entries = entriesAt(SIZE);
        for (int i = 0; i < SIZE; i++) {
            Map<String, ?> entry = StrictJson.readObject(entries.get(i), 2);
            assertThat(entry.get("index")).hasToString(Integer.toString(i));
            assertThat(entry.get("name")).isEqualTo(TestLog.name(i));
            assertThat(entry.keySet())
                    .containsExactlyInAnyOrder(
                            "index", "type", "time", "name", "version", "hash", "alg", "kid", "sig_sha256");
        }
    }

    @Test
    void everyVersionHasAProofThatItsEntryIsLogged() {
        List<byte[]> entries = entriesAt(SIZE);
        for (int i = 0; i < SIZE; i++) {
            TlogProof proof = TlogProof.parse(http.get(RegistryHttp.version(TestLog.name(i), "1.0.0") + "/proof")
                    .expect(200)
                    .body());
            assertThat(proof.inclusion().index()).isEqualTo(i);
            assertThat(proof.verify(MerkleHash.ofLeaf(entries.get(i)), LOG.policy())
                            .checkpoint())
                    .isEqualTo(SIGNED.get((long) SIZE));
        }
    }

    @Test
    void theLogIsConsistentBetweenSizesOfEveryShape() {
        TiledNodes nodes = new TiledNodes(tilesAt(SIZE));
        List<MerkleHash> roots =
                LongStream.rangeClosed(0, SIZE).mapToObj(nodes::root).toList();
        // Steps of a prime meet every kind of tree shape; all pairs over HTTP would take most of a minute.
        for (int from = 1; from <= SIZE; from += STEP) {
            for (int to = from; to <= SIZE; to += STEP) {
                assertThat(consistency(from, to).verify(roots.get(from), roots.get(to)))
                        .as("from %d to %d", from, to)
                        .isTrue();
            }
        }
    }

    private static ConsistencyProof consistency(int from, int to) {
        JsonObject proof = http.anonymous()
                .get("/log/proof/consistency?from=" + from + "&to=" + to)
                .expect(200)
                .json();
        List<MerkleHash> path = proof.getJsonArray("hashes").stream()
                .map(hash -> MerkleHash.parse((String) hash))
                .toList();
        return new ConsistencyProof(proof.getLong("from"), proof.getLong("to"), path);
    }

    @Test
    void whatIsStoredButNotSignedIsNotServed() {
        for (String path : List.of("0/001.p/5", "0/001", "entries/001.p/5", "entries/001", "1/000.p/2", "2/000.p/1")) {
            http.get("/log/tile/" + path).expect(404, "TILE_NOT_FOUND");
        }
        http.get("/log/proof/consistency?from=1&to=" + (SIZE + 1)).expect(400, "BAD_REQUEST");
        http.get(RegistryHttp.version(TestLog.name(SIZE), "1.0.0") + "/proof").expect(404, "LOG_NOT_SIGNED");
    }

    @Test
    void aProofSaysWhetherTheActionOrTheVersionIsMissing() {
        http.get("/actions/no.such/versions/1.0.0/proof").expect(404, "ACTION_NOT_FOUND");
        http.get(RegistryHttp.version(TestLog.name(0), "9.9.9") + "/proof").expect(404, "VERSION_NOT_FOUND");
        http.get(RegistryHttp.version(TestLog.name(0), "1.0") + "/proof").expect(400, "BAD_REQUEST");
        http.anonymous()
                .get(RegistryHttp.version(TestLog.name(0), "1.0.0") + "/proof")
                .expect(401, "UNAUTHENTICATED");
    }

    @Test
    void aRegistryThatSignsNothingSaysSo() {
        try (TestRegistry unsigned = TestRegistry.start()) {
            RegistryHttp reader = unsigned.http();
            reader.published("files.move", "1.0.0", "{}");
            for (String path : List.of(
                    "/log/checkpoint",
                    "/log/vkey",
                    "/log/tile/0/000.p/1",
                    "/log/tile/entries/000.p/1",
                    "/log/proof/consistency?from=1&to=1",
                    "/actions/files.move/versions/1.0.0/proof")) {
                reader.get(path).expect(404, "LOG_NOT_SIGNED");
            }
            reader.get("/actions/no.such/versions/1.0.0/proof").expect(404, "ACTION_NOT_FOUND");
        }
    }
}
