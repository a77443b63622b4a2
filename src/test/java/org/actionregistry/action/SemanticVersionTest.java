package org.actionregistry.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0",
                "1.2.3",
                "10.20.30",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-0.3.7",
                "1.0.0-x-y-z.--",
                "1.0.0-0A",
                "99999999999999999999999.999999999999999999.99999999999999999"
            })
    void acceptsVersions(String text) {
        assertThat(SemanticVersion.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "1.2.3.4",
                "01.2.3",
                "1.02.3",
                "1.2.03",
                "1.2.3-01",
                "1.2.3-",
                "1.2.3-a..b",
                "v1.2.3",
                "1.2.3+build",
                "1.2.3-a+b",
                " 1.2.3",
                "1.2.3 ",
                "1.2.x",
                "-1.2.3",
                "1.2.3-é",
                "1.2.3-a_b",
                "١.٢.٣"
            })
    void refusesWhatIsNoVersion(String text) {
        assertThatThrownBy(() -> SemanticVersion.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a version");
    }

    /** The expression that the specification suggests, without build metadata. */
    @Property(tries = 20_000)
    void hasTheShapeThatTheSpecificationGives(@ForAll("almostVersions") String text) {
        String shape = "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
                + "(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?";
        boolean read;
        try {
            read = SemanticVersion.parse(text).toString().equals(text);
        } catch (IllegalArgumentException refused) {
            read = false;
        }
        assertThat(read).as(text).isEqualTo(text.matches(shape));
    }

    @Provide
    Arbitrary<String> almostVersions() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of("0", "1", "10", "00", "01", "a", "-", "0a", "Z9", "+", " ", "\u0661", "\u00e9")),
                Tuple.of(4, Arbitraries.of(".", ".0", ".1", "1.2", "1.0.0", "1.0.0-", "-a", ".b")));
        return piece.list().ofMinSize(0).ofMaxSize(7).map(pieces -> String.join("", pieces));
    }

    @Test
    void hasAtMost128Characters() {
        assertThat(SemanticVersion.parse("1.0.0-" + "a".repeat(122)).toString()).hasSize(128);
        assertThatThrownBy(() -> SemanticVersion.parse("1.0.0-" + "a".repeat(123)))
                .hasMessageContaining("at most 128");
    }

    /** The chain of SemVer 2.0.0, section 11, and the corners between. */
    @Test
    void ordersByPrecedence() {
        List<String> ascending = List.of(
                "0.9.9",
                "1.0.0-0",
                "1.0.0-2",
                "1.0.0-11",
                "1.0.0--",
                "1.0.0-A",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-alpha-1",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.2.0",
                "1.10.0",
                "2.0.0",
                "10.0.0",
                "100000000000000000000.0.0");
        for (int i = 1; i < ascending.size(); i++) {
            assertThat(SemanticVersion.parse(ascending.get(i - 1)))
                    .as(ascending.get(i - 1) + " < " + ascending.get(i))
                    .isLessThan(SemanticVersion.parse(ascending.get(i)));
        }
    }

    @Property(tries = 2000)
    void ordersAsTheSpecificationSays(@ForAll("versions") String one, @ForAll("versions") String other) {
        int expected = specified(one, other);
        assertThat(Integer.signum(SemanticVersion.parse(one).compareTo(SemanticVersion.parse(other))))
                .as(one + " against " + other)
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> versions() {
        Arbitrary<String> number = Arbitraries.of("0", "1", "2", "9", "10", "11", "99", "100", "123456789012345678901");
        Arbitrary<String> identifier = Arbitraries.of(
                "0", "1", "2", "10", "a", "A", "alpha", "beta", "-", "--", "1a", "a1", "a-", "a-b", "0a", "z");
        Arbitrary<String> preRelease = identifier
                .list()
                .ofMinSize(0)
                .ofMaxSize(3)
                .map(ids -> ids.isEmpty() ? "" : "-" + String.join(".", ids));
        return Combinators.combine(number, number, number, preRelease)
                .as((major, minor, patch, rest) -> major + "." + minor + "." + patch + rest);
    }

    /** SemVer 2.0.0, section 11, read out clause by clause. */
    private static int specified(String one, String other) {
        String[] left = one.split("-", 2);
        String[] right = other.split("-", 2);
        int core = compareFields(left[0], right[0]);
        if (core != 0 || (left.length == 1 && right.length == 1)) {
            return core;
        }
        if (left.length == 1 || right.length == 1) {
            return left.length == 1 ? 1 : -1;
        }
        return compareFields(left[1], right[1]);
    }

    private static int compareFields(String one, String other) {
        List<String> left = Arrays.asList(one.split("\\.", -1));
        List<String> right = Arrays.asList(other.split("\\.", -1));
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compareField(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareField(String one, String other) {
        boolean leftNumeric = one.matches("[0-9]+");
        boolean rightNumeric = other.matches("[0-9]+");
        if (leftNumeric && rightNumeric) {
            return new BigInteger(one).compareTo(new BigInteger(other));
        }
        return leftNumeric != rightNumeric ? (leftNumeric ? -1 : 1) : Integer.signum(one.compareTo(other));
    }
}
