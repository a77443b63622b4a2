package org.actionregistry.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.UntrustedNoteException;
import org.actionregistry.signing.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that another implementation wrote. */
class TlogTilesVectorsTest {
    private static final int LARGEST = 15;
    private static final LogPolicy POLICY = LogPolicy.ofLogs(List.of(
            VerifierKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")));

    @Test
    void rebuildsEveryRootTileAndBundleFromItsEntries() throws IOException {
        RightEdge edge = RightEdge.EMPTY;
        List<byte[]> entries = EntryBundle.decode(resource("tile/entries/000.p/15"), LARGEST);
        assertThat(checkpoint(0).root()).isEqualTo(edge.root());
        for (int size = 1; size <= LARGEST; size++) {
            TreeGrowth growth = edge.append(List.of(MerkleHash.ofLeaf(entries.get(size - 1))));
            edge = growth.edge();
            assertThat(checkpoint(size)).isEqualTo(new Checkpoint("example.com/log/testdata", size, edge.root()));
            Tile tile = growth.tiles().get(0);
            assertThat(growth.tiles()).hasSize(1);
            assertThat(tile.bytes()).isEqualTo(resource("tile/" + TilePath.of(tile.id(), tile.width())));
            assertThat(EntryBundle.encode(entries.subList(0, size)))
                    .isEqualTo(resource("tile/" + TilePath.ofEntries(0, size)));
        }
    }

    @Test
    void believesEveryCheckpointAndWritesItAsItStood() throws IOException {
        for (int size = 0; size <= LARGEST; size++) {
            byte[] bytes = resource("checkpoint." + size);
            SignedNote note = SignedNote.parse(bytes);
            VerifiedCheckpoint verified = POLICY.verify(note);
            assertThat(verified.checkpoint().size()).isEqualTo(size);
            assertThat(verified.checkpoint().text()).isEqualTo(note.text());
            assertThat(note.bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void provesEveryLeafAndEveryPairOfCheckpoints() throws IOException {
        Tile tile = Tile.of(new TileId(0, 0), resource("tile/0/000.p/15"));
        TreeNodes nodes = new TiledNodes(List.of(tile));
        for (int size = 1; size <= LARGEST; size++) {
            MerkleHash root = checkpoint(size).root();
            for (int i = 0; i < size; i++) {
                assertThat(InclusionProof.of(i, size, nodes).verify(tile.subtree(0, i), root))
                        .isTrue();
                assertThat(ConsistencyProof.of(i + 1, size, nodes)
                                .verify(checkpoint(i + 1).root(), root))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 15})
    void noOtherSizeOrRootIsBelievedUnderASignature(int size) throws IOException {
        SignedNote note = SignedNote.parse(resource("checkpoint." + size));
        IntStream.rangeClosed(0, LARGEST).filter(other -> other != size).forEach(other -> {
            Checkpoint right = Checkpoint.parse(note.text());
            Checkpoint wrong = new Checkpoint(right.origin(), other, right.root());
            assertThatExceptionOfType(UntrustedNoteException.class)
                    .isThrownBy(() -> POLICY.verify(new SignedNote(wrong.text(), note.signatures())));
        });
    }

    private static Checkpoint checkpoint(int size) throws IOException {
        return Checkpoint.parse(SignedNote.parse(resource("checkpoint." + size)).text());
    }

    private static byte[] resource(String name) throws IOException {
        String path = "/vectors/tlog-tiles/" + name;
        try (InputStream in = Objects.requireNonNull(TlogTilesVectorsTest.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }
}
