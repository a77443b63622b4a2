package org.actionregistry.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TilePathTest {
    @Example
    void writesIndexesInGroupsOfThreeDigits() {
        assertThat(TilePath.of(new TileId(0, 1_234_067), 256)).hasToString("0/x001/x234/067");
        assertThat(TilePath.of(new TileId(3, 0), 1)).hasToString("3/000.p/1");
        assertThat(TilePath.of(new TileId(63, 1000), 255)).hasToString("63/x001/000.p/255");
        assertThat(TilePath.ofEntries(999, 256)).hasToString("entries/999");
        assertThat(TilePath.ofEntries(TileId.MAX_INDEX, 17)).hasToString("entries/x036/x028/x797/x018/x963/967.p/17");
    }

    @Property
    void readsBackWhatItWrites(
            @ForAll @IntRange(max = 63) int level,
            @ForAll @LongRange(max = TileId.MAX_INDEX) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        TilePath hashes = TilePath.of(new TileId(level, index), width);
        assertThat(TilePath.parse(hashes.toString())).isEqualTo(hashes);
        TilePath entries = TilePath.ofEntries(index, width);
        assertThat(TilePath.parse(entries.toString())).isEqualTo(entries);
    }

    @Example
    void refusesEveryOtherSpelling() {
        String[] others = {
            "",
            "/",
            "0",
            "0/",
            "/000",
            "0/0",
            "0/00",
            "0/0000",
            "0/000/",
            "/0/000",
            "00/000",
            "01/000",
            "64/000",
            "-1/000",
            "+1/000",
            "0/x000",
            "0/x000/001",
            "0/x000/x001/001",
            "0/001/002",
            "0/x001",
            "0/x001/x002",
            "0/X001/002",
            "0/x1/002",
            "0/x0001/002",
            "0/000.p",
            "0/000.p/",
            "0/000.p/0",
            "0/000.p/01",
            "0/000.p/256",
            "0/000.p/999",
            "0/000.p/1000",
            "0/000.p/-1",
            "0/000.p/1/",
            "0/000.P/1",
            "0/000.p/1.p/1",
            "0/000?",
            "0/000\n",
            " 0/000",
            "0/٠٠٠",
            "٠/000",
            "0/0%300",
            "entries",
            "entries/",
            "entries/0",
            "entries/x000/000",
            "Entries/000",
            "data/000",
            "0//000",
            "0/../000",
            "0/x036/x028/x797/x018/x963/968",
            "0/x999/x999/x999/x999/x999/x999/999",
            "0/x001/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/000"
        };
        for (String other : others) {
            assertThatIllegalArgumentException().as(other).isThrownBy(() -> TilePath.parse(other));
        }
    }

    @Example
    void isWithinATreeOnlyWhenEveryHashIs() {
        assertThat(TilePath.parse("0/273.p/112").isWithin(70_000)).isTrue();
        assertThat(TilePath.parse("0/273.p/113").isWithin(70_000)).isFalse();
        assertThat(TilePath.parse("0/273").isWithin(70_000)).isFalse();
        assertThat(TilePath.parse("entries/273.p/5").isWithin(70_000)).isTrue();
        assertThat(TilePath.parse("1/001.p/18").isWithin(70_000)).isFalse();
        assertThat(TilePath.parse("3/000.p/1").isWithin(70_000)).isFalse();
    }

    @Example
    void refusesWidthsAndLevelsThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> TilePath.of(new TileId(0, 0), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> TilePath.of(new TileId(0, 0), 257));
        assertThatIllegalArgumentException().isThrownBy(() -> new TilePath(TilePath.Kind.ENTRIES, new TileId(1, 0), 1));
    }
}
