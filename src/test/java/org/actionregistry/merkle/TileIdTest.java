package org.actionregistry.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileIdTest {
    /** The examples of C2SP tlog-tiles, "Partial Tiles": trees of 70,000 and of 256 leaves. */
    @ParameterizedTest
    @CsvSource({
        "70000, 0,   0, 256",
        "70000, 0, 272, 256",
        "70000, 0, 273, 112",
        "70000, 0, 274,   0",
        "70000, 1,   0, 256",
        "70000, 1,   1,  17",
        "70000, 2,   0,   1",
        "70000, 3,   0,   0",
        "  256, 0,   0, 256",
        "  256, 1,   0,   1",
        "  255, 1,   0,   0",
        "    0, 0,   0,   0"
    })
    void hasTheWidthOfTheSpecification(long size, int level, long index, int width) {
        assertThat(new TileId(level, index).widthAt(size)).isEqualTo(width);
    }

    @Test
    void theRightEdgeIsThePartialTilesOnly() {
        assertThat(TileId.rightEdge(70_000)).containsExactly(new TileId(0, 273), new TileId(1, 1), new TileId(2, 0));
        assertThat(TileId.rightEdge(256)).containsExactly(new TileId(1, 0));
        assertThat(TileId.rightEdge(0)).isEmpty();
        assertThat(TileId.rightEdge(Long.MAX_VALUE)).hasSize(8);
    }

    @Test
    void levelsAboveTheHighestOfAnyTreeAreEmpty() {
        for (int level = 8; level <= 63; level++) {
            assertThat(new TileId(level, 0).widthAt(Long.MAX_VALUE)).isZero();
        }
        assertThat(new TileId(7, 0).widthAt(Long.MAX_VALUE)).isEqualTo(127);
        assertThat(new TileId(0, TileId.MAX_INDEX).widthAt(Long.MAX_VALUE)).isEqualTo(255);
    }

    @Test
    void refusesLevelsAndIndexesOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TileId(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TileId(64, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TileId(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TileId(0, TileId.MAX_INDEX + 1));
    }

    @Test
    void aTileIsOneTo256HashesAndItsPrefixesAreNarrower() {
        TileId id = new TileId(0, 0);
        for (int length : new int[] {0, 31, 33, 257 * 32}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Tile.of(id, new byte[length]));
        }
        Tile tile = Tile.of(id, new byte[256 * 32]);
        assertThat(tile.isFull()).isTrue();
        assertThat(tile.prefix(3)).isEqualTo(Tile.of(id, new byte[96])).hasToString("Tile[0/000.p/3]");
        assertThatIllegalArgumentException().isThrownBy(() -> tile.prefix(0));
        assertThatIllegalArgumentException().isThrownBy(() -> tile.prefix(3).prefix(4));
    }
}
