package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.json.StrictJson;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.EntryBundle;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TilePath;
import org.actionregistry.merkle.TiledNodes;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.testing.LogWriter;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A log of some hundred entries, read over HTTP by someone who knows its key and nothing else. */
class TransparencyLogIT {
    /** How many entries there were at each checkpoint: tiles and subtrees that are full, nearly full and just begun. */
    private static final List<Integer> SIZES = List.of(1, 2, 3, 64, 127, 255, 256, 257, 300);

    private static final int SIZE = 300;
    private static final int UNSIGNED = 5;

    private static final NoteSigner SIGNER = LogWriter.signer("registry.example/log");
    private static final LogPolicy POLICY = LogPolicy.ofLogs(List.of(SIGNER.verifierKey()));
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Map<Long, Checkpoint> SIGNED = new TreeMap<>();
    private static final TestRegistry REGISTRY = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final RegistryHttp HTTP = REGISTRY.http();

    @BeforeAll
    static void fill() {
        try (OpenDatabase open = OpenDatabase.of(DATABASE.runtime())) {
            LogWriter log = LogWriter.of(DATABASE.owner(), SIGNER);
            int published = 0;
            for (int size : SIZES) {
                publish(open, published, size);
                published = size;
                Checkpoint checkpoint = log.sign();
                SIGNED.put(checkpoint.size(), checkpoint);
            }
            publish(open, published, published + UNSIGNED);
            log.extend();
        }
    }

    private static void publish(OpenDatabase open, int from, int to) {
        List<VersionPublished> batch = IntStream.range(from, to)
                .mapToObj(i -> Publication.of(name(i), "1.0.0"))
                .toList();
        Outcome.of(open.journal().append(batch));
    }

    private static String name(long index) {
        return "tool.n" + index;
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    private static Checkpoint checkpoint() {
        SignedNote note = SignedNote.parse(
                HTTP.anonymous().get("/log/checkpoint").expect(200).body());
        return POLICY.verify(note).checkpoint();
    }

    private static byte[] fetch(TilePath path) {
        return HTTP.anonymous().get("/log/tile/" + path).expect(200).body();
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
    void theCheckpointIsTheLatestThatWasSigned() {
        assertThat(checkpoint()).isEqualTo(SIGNED.get((long) SIZE));
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
            assertThat(entry.get("name")).isEqualTo(name(i));
            assertThat(entry.keySet())
                    .containsExactlyInAnyOrder(
                            "index", "type", "time", "name", "version", "hash", "alg", "kid", "sig_sha256");
        }
    }

    @Test
    void everyVersionHasAProofThatItsEntryIsLogged() {
        List<byte[]> entries = entriesAt(SIZE);
        for (int i = 0; i < SIZE; i++) {
            TlogProof proof = TlogProof.parse(HTTP.get(RegistryHttp.version(name(i), "1.0.0") + "/proof")
                    .expect(200)
                    .body());
            assertThat(proof.inclusion().index()).isEqualTo(i);
            assertThat(proof.verify(MerkleHash.ofLeaf(entries.get(i)), POLICY).checkpoint())
                    .isEqualTo(SIGNED.get((long) SIZE));
        }
    }

    @Test
    void theLogIsConsistentBetweenAnyTwoSizes() {
        TiledNodes nodes = new TiledNodes(tilesAt(SIZE));
        List<MerkleHash> roots =
                LongStream.rangeClosed(0, SIZE).mapToObj(nodes::root).toList();
        for (int from = 1; from <= SIZE; from++) {
            for (int to = from; to <= SIZE; to++) {
                assertThat(consistency(from, to).verify(roots.get(from), roots.get(to)))
                        .as("from %d to %d", from, to)
                        .isTrue();
            }
        }
    }

    private static ConsistencyProof consistency(int from, int to) {
        JsonObject proof = HTTP.anonymous()
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
        for (String path :
                List.of("0/001.p/45", "0/001", "entries/001.p/45", "entries/001", "1/000.p/2", "2/000.p/1")) {
            HTTP.get("/log/tile/" + path).expect(404, "TILE_NOT_FOUND");
        }
        HTTP.get("/log/proof/consistency?from=1&to=" + (SIZE + 1)).expect(400, "BAD_REQUEST");
        HTTP.get(RegistryHttp.version(name(SIZE), "1.0.0") + "/proof").expect(404, "LOG_NOT_SIGNED");
    }

    @Test
    void aProofSaysWhetherTheActionOrTheVersionIsMissing() {
        HTTP.get("/actions/no.such/versions/1.0.0/proof").expect(404, "ACTION_NOT_FOUND");
        HTTP.get(RegistryHttp.version(name(0), "9.9.9") + "/proof").expect(404, "VERSION_NOT_FOUND");
        HTTP.get(RegistryHttp.version(name(0), "1.0") + "/proof").expect(400, "BAD_REQUEST");
        HTTP.anonymous().get(RegistryHttp.version(name(0), "1.0.0") + "/proof").expect(401, "UNAUTHENTICATED");
    }

    @Test
    void aRegistryThatSignsNothingSaysSo() {
        try (TestRegistry unsigned = TestRegistry.start()) {
            RegistryHttp http = unsigned.http();
            http.published("files.move", "1.0.0", "{}");
            for (String path : List.of(
                    "/log/checkpoint",
                    "/log/vkey",
                    "/log/tile/0/000.p/1",
                    "/log/tile/entries/000.p/1",
                    "/log/proof/consistency?from=1&to=1",
                    "/actions/files.move/versions/1.0.0/proof")) {
                http.get(path).expect(404, "LOG_NOT_SIGNED");
            }
            http.get("/actions/no.such/versions/1.0.0/proof").expect(404, "ACTION_NOT_FOUND");
        }
    }
}
