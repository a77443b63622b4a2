package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.actionregistry.action.Coordinate;
import org.actionregistry.log.StoredCheckpoint;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgLogIT {
    private static final TestLog LOG = TestLog.generate();

    private TestDatabase database;
    private OpenDatabase open;
    private PgLog log;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
        log = new PgLog(open.database());
    }

    @AfterEach
    void close() {
        open.close();
    }

    /** Publishes one batch; what its checkpoint says. */
    private Checkpoint publish(int from, int to) {
        LOG.publish(open, from, to);
        String note = Sql.value(database.owner(), "SELECT note FROM log_checkpoints WHERE size = " + to);
        return LOG.policy().verify(SignedNote.parse(String.valueOf(note))).checkpoint();
    }

    private void cosign(long size, NoteSignature signature) {
        Sql.run(
                database.owner(),
                "INSERT INTO log_cosignatures (size, witness, line) VALUES (" + size + ", '" + signature.name() + "', '"
                        + signature + "')");
    }

    @Test
    void anEmptyLogHasNothing() {
        assertThat(Outcome.of(log.latestCheckpoint())).isEmpty();
        assertThat(Outcome.of(log.checkpoint(0))).isEmpty();
        assertThat(Outcome.of(log.tiles(Set.of(new TileId(0, 0))))).isEmpty();
        assertThat(Outcome.of(log.tiles(Set.of()))).isEmpty();
        assertThat(Outcome.of(log.indexOf(Coordinate.parse("tool.n0", "1.0.0"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300})
    void tilesAreFoundByTheirIndexHoweverSmallTheLogIs(int size) {
        publish(0, size);
        Sql.run(database.owner(), "ANALYZE log_tiles");

        String plan = Outcome.of(open.database()
                .current()
                .preparedQuery("EXPLAIN " + TileRows.SELECT)
                .execute(TileRows.wanted(TileId.rightEdge(size)))
                .map(rows -> {
                    StringBuilder lines = new StringBuilder();
                    rows.forEach(row -> lines.append(row.getString(0)).append('\n'));
                    return lines.toString();
                }));

        assertThat(plan).contains("using log_tiles_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void theLatestCheckpointIsThatOfTheGreatestSize() {
        Checkpoint first = publish(0, 9);
        Checkpoint second = publish(9, 10);

        StoredCheckpoint latest = Outcome.of(log.latestCheckpoint()).orElseThrow();
        assertThat(latest.size()).isEqualTo(10);
        assertThat(latest.root()).isEqualTo(second.root());
        assertThat(latest.signedNote()).isEqualTo(second.sign(List.of(LOG.signer())));
        assertThat(Outcome.of(log.checkpoint(9)).orElseThrow().signedNote())
                .isEqualTo(first.sign(List.of(LOG.signer())));
        assertThat(Outcome.of(log.checkpoint(8))).isEmpty();
    }

    @Test
    void aCheckpointComesWithItsOwnCosignaturesInTheOrderOfTheirNames() {
        publish(0, 1);
        cosign(1, witness("a.example").cosign("text\n", 1));
        Checkpoint checkpoint = publish(1, 2);
        NoteSignature late = witness("z.example").cosign(checkpoint.text(), 2);
        NoteSignature early = witness("b.example").cosign(checkpoint.text(), 3);
        cosign(2, late);
        cosign(2, early);

        assertThat(Outcome.of(log.latestCheckpoint()).orElseThrow().signedNote())
                .isEqualTo(checkpoint.sign(List.of(LOG.signer())).with(List.of(early, late)));
    }

    private static Cosigner witness(String name) {
        return new Cosigner(new KeyName(name), Ed25519PrivateKey.generate(new SecureRandom()));
    }

    @Test
    void tilesAreFoundInOneQueryEachAtItsWidest() {
        publish(0, 300);

        List<Tile> tiles =
                Outcome.of(log.tiles(Set.of(new TileId(0, 0), new TileId(0, 1), new TileId(1, 0), new TileId(1, 1))));
        assertThat(tiles)
                .extracting(Tile::id, Tile::width)
                .containsExactlyInAnyOrder(
                        tuple(new TileId(0, 0), 256), tuple(new TileId(0, 1), 44), tuple(new TileId(1, 0), 1));
    }

    @Test
    void leavesComeInOrderAndHashToTheirTile() {
        publish(0, 300);

        List<byte[]> leaves = Outcome.of(log.leaves(256, 44));
        Tile tile = Outcome.of(log.tiles(Set.of(new TileId(0, 1)))).get(0);
        for (int i = 0; i < 44; i++) {
            assertThat(Tile.of(
                                    new TileId(0, 0),
                                    MerkleHash.ofLeaf(leaves.get(i)).bytes())
                            .bytes())
                    .isEqualTo(java.util.Arrays.copyOfRange(tile.bytes(), 32 * i, 32 * i + 32));
        }
    }

    @Test
    void leavesThatAreNotThereAreADefectAndNotAShorterAnswer() {
        publish(0, 3);

        assertThat(Outcome.failureOf(log.leaves(2, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 of the 2 entries from 2 on");
    }

    @Test
    void aVersionIsFoundByItsIndexWhetherSignedOrNot() {
        publish(0, 3);
        TestLog.publishUnsigned(open, 3, 4);

        assertThat(Outcome.of(log.indexOf(Coordinate.parse("tool.n2", "1.0.0"))))
                .hasValue(2);
        assertThat(Outcome.of(log.indexOf(Coordinate.parse("tool.n3", "1.0.0"))))
                .hasValue(3);
        assertThat(Outcome.of(log.indexOf(Coordinate.parse("tool.n2", "2.0.0"))))
                .isEmpty();
    }
}
