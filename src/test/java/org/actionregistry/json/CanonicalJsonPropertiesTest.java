package org.actionregistry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalJsonPropertiesTest {
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void canonicalisingTwiceIsCanonicalisingOnce(@ForAll("values") Object value, @ForAll Random random) {
        byte[] once = CanonicalJson.canonicalize(Documents.spelling(value, random));
        assertThat(CanonicalJson.canonicalize(once)).isEqualTo(once);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everySpellingOfAValueHasTheSameBytes(@ForAll("values") Object value, @ForAll Random random) {
        byte[] one = CanonicalJson.canonicalize(Documents.spelling(value, random));
        byte[] other = CanonicalJson.canonicalize(Documents.spelling(value, random));
        assertThat(one).isEqualTo(other).isEqualTo(CanonicalJson.encode(value));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void theCanonicalFormReadsBackAsTheSameValue(@ForAll("values") Object value) {
        assertThat(StrictJson.read(CanonicalJson.encode(value), StrictJson.MAX_DEPTH))
                .isEqualTo(value);
    }

    @Property(tries = 50_000, edgeCases = EdgeCasesMode.NONE)
    void doublesReadBackAsThemselves(@ForAll("finiteDoubles") double value) {
        String text = new String(CanonicalJson.encode(value), UTF_8);
        assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0.0 : value);
    }

    /** Mutations find the gaps between what is accepted and what round-trips; whatever is accepted must do so. */
    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void whateverIsAcceptedRoundTripsAndWhateverIsNotIsRefusedWithARule(@ForAll("mutations") byte[] document) {
        byte[] canonical;
        Object value;
        try {
            value = StrictJson.read(document, StrictJson.MAX_DEPTH);
            canonical = CanonicalJson.canonicalize(document);
        } catch (InvalidJsonException refusal) {
            assertThat(refusal.rule()).matches("[a-z-]+");
            assertThat(refusal.message()).isNotEmpty().hasSizeLessThan(220);
            return;
        }
        assertThat(StrictJson.read(canonical, StrictJson.MAX_DEPTH)).isEqualTo(value);
        assertThat(CanonicalJson.canonicalize(canonical)).isEqualTo(canonical);
    }

    @Provide
    Arbitrary<Object> values() {
        return Documents.values();
    }

    @Provide
    Arbitrary<Double> finiteDoubles() {
        return Documents.finiteDoubles();
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        byte[] letters = "0123456789.eE+-\"\\u{}[]:, dDnulltrue".getBytes(UTF_8);
        return Documents.values()
                .flatMap(value -> Arbitraries.randoms().map(random -> {
                    byte[] document = Documents.spelling(value, random);
                    for (int change = random.nextInt(4); change > 0; change--) {
                        int at = random.nextInt(document.length);
                        switch (random.nextInt(4)) {
                            case 0 -> document[at] = (byte) random.nextInt(256);
                            case 1 -> document = Arrays.copyOf(document, at + 1);
                            default -> document[at] = letters[random.nextInt(letters.length)];
                        }
                    }
                    return document;
                }));
    }
}
