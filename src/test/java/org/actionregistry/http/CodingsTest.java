package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                                        |              | true",
                "identity                                  |              | true",
                "deflate, compress, dcb                    |              | true",
                "gzip                                      | gzip         | true",
                "x-gzip                                    | gzip         | true",
                "GZIP , Br                                 | br gzip      | true",
                "gzip, deflate, br, zstd                   | br zstd gzip | true",
                "gzip;q=1.0, zstd;q=0.9, br;q=0.899        | gzip zstd br | true",
                "gzip; q=0.5 , zstd ; q=0.6                | zstd gzip    | true",
                "gzip;Q=0.5, zstd                          | zstd gzip    | true",
                "*                                         | br zstd gzip | true",
                "*;q=0.1                                   | br zstd gzip | true",
                "br;q=0, *                                 | zstd gzip    | true",
                "br;q=0.5, *                               | zstd gzip    | true",
                "gzip;q=0                                  |              | true",
                "gzip;q=0.000, zstd                        | zstd         | true",
                "gzip, gzip;q=0                            |              | true",
                "gzip;q=0, x-gzip                          |              | true",
                "identity, gzip                            | gzip         | true",
                "identity;q=0.5, gzip;q=0.4                |              | true",
                "identity;q=0.5, gzip;q=0.4, br;q=0.6      | br           | true",
                "identity;q=0                              |              | false",
                "identity;q=0, gzip;q=0.001                | gzip         | false",
                "*;q=0                                     |              | false",
                "*;q=0, identity                           |              | true",
                "*;q=0, zstd                               | zstd         | false",
                "gzip;q=x                                  |              | true",
                "gzip;q=                                   |              | true",
                "gzip;q=1.1                                |              | true",
                "gzip;q=2                                  |              | true",
                "gzip;q=-1                                 |              | true",
                "gzip;q=0.1234                             |              | true",
                "gzip;q=.5                                 |              | true",
                "gzip;q=1e0                                |              | true",
                "gzip;q=NaN                                |              | true",
                "gzip;level=9                              | gzip         | true",
                "gzip;level=9;q=0                          |              | true",
                ",;,;q=1,gzip,,                            | gzip         | true",
                "gzip br                                   |              | true"
            })
    void aClientGetsWhatItLikesBest(String header, String preferred, boolean plain) {
        Codings codings = Codings.read(Objects.requireNonNullElse(header, ""));

        assertThat(codings.preferred().stream().map(Coding::token).collect(Collectors.joining(" ")))
                .isEqualTo(Objects.requireNonNullElse(preferred, ""));
        assertThat(codings.plain()).isEqualTo(plain);
    }

    @Test
    void whoAsksForNothingGetsThePlainForm() {
        assertThat(AcceptedCodings.of((String) null)).isEqualTo(Codings.PLAIN);
    }

    @Test
    void whatIsRememberedIsWhatWasRead() {
        for (int i = 0; i < 1_000; i++) {
            String header = "gzip;q=0." + i % 1_000 + ", unknown-" + i + ", br;q=0." + (i * 7) % 1_000;
            assertThat(AcceptedCodings.of(header))
                    .isEqualTo(AcceptedCodings.of(header))
                    .isEqualTo(Codings.read(header));
        }
    }

    /** By another way than the one that is tested: each coding looks for what is said of it by itself. */
    @Property(tries = 5_000)
    void noCodingThatWasRefusedOrLikedLessIsEverTaken(@ForAll("headers") String header) {
        Codings codings = Codings.read(header);
        double identity = weight(header, "identity").orElse(weight(header, "*").orElse(-1));

        for (Coding coding : Coding.values()) {
            double weight = coding == Coding.GZIP
                    ? gzip(header)
                    : weight(header, coding.token()).orElse(-1);
            double effective = weight >= 0 ? weight : weight(header, "*").orElse(0);
            assertThat(codings.preferred().contains(coding))
                    .as("%s of %s", coding, header)
                    .isEqualTo(effective > 0 && effective >= identity);
        }
        assertThat(codings.plain()).isEqualTo(identity != 0);
        List<Double> order = codings.preferred().stream()
                .map(coding -> coding == Coding.GZIP
                        ? gzip(header)
                        : weight(header, coding.token()).orElse(-1))
                .map(weight -> weight >= 0 ? weight : weight(header, "*").orElse(0))
                .toList();
        assertThat(IntStream.range(1, order.size())).allMatch(i -> order.get(i - 1) >= order.get(i));
    }

    private static double gzip(String header) {
        double one = weight(header, "gzip").orElse(-1);
        double other = weight(header, "x-gzip").orElse(-1);
        return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
    }

    private static OptionalDouble weight(String header, String name) {
        return Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
                .map(element -> element.replaceAll("\\s", ""))
                .filter(element -> element.equals(name) || element.startsWith(name + ";"))
                .mapToDouble(element -> element.contains(";q=") ? value(element.replaceAll(".*;q=", "")) : 1)
                .min();
    }

    private static double value(String weight) {
        return weight.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(weight) : 0;
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> names = Arbitraries.of("br", "zstd", "gzip", "x-gzip", "identity", "*", "deflate", "BR", "");
        Arbitrary<String> weights = Arbitraries.of(
                "",
                ";q=0",
                ";q=1",
                "; q=0.5",
                ";q=0.25",
                " ;q=0.001",
                ";Q=0.9",
                ";q=x",
                ";q=1.5",
                ";q=0.0000",
                ";q=0.");
        return Combinators.combine(names, weights)
                .as((name, weight) -> name + weight)
                .list()
                .ofMaxSize(6)
                .map(elements -> String.join(", ", elements));
    }
}
