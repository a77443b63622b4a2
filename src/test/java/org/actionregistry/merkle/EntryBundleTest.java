package org.actionregistry.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class EntryBundleTest {
    @Property(tries = 200)
    void readsBackWhatItWrites(@ForAll @Size(min = 1, max = 256) List<@Size(max = 300) byte[]> entries) {
        byte[] bundle = EntryBundle.encode(entries);
        assertThat(EntryBundle.decode(bundle, entries.size()))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(entries);
    }

    @Example
    void takesEntriesUpToTheLongestAndNoLonger() {
        byte[] longest = new byte[65_535];
        byte[] bundle = EntryBundle.encode(List.of(longest, new byte[0]));
        assertThat(EntryBundle.decode(bundle, 2))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(longest),
                        second -> assertThat(second).isEmpty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
                .withMessageContaining("65536");
    }

    @Example
    void refusesBundlesThatAreCutShortOrHaveMoreOrFewerEntries() {
        byte[] bundle = HexFormat.of().parseHex("0003" + "6f6e65" + "0001" + "78");
        assertThat(EntryBundle.decode(bundle, 2)).hasSize(2);
        for (int width : new int[] {0, 1, 3, 256}) {
            assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.decode(bundle, width));
        }
        for (int length = 0; length < bundle.length; length++) {
            byte[] cut = Arrays.copyOf(bundle, length);
            assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.decode(cut, 2));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.encode(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryBundle.encode(Collections.nCopies(257, new byte[1])));
    }
}
