package org.actionregistry.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            emptyValue = "",
            value = {
                "''; ''",
                "*; ''",
                ">=*; ''",
                "<=x; ''",
                "<*; <0.0.0-0",
                ">x; <0.0.0-0",
                "1.2.3; >=1.2.3 <=1.2.3",
                "=v1.2.3; >=1.2.3 <=1.2.3",
                "1; >=1.0.0 <2.0.0-0",
                "1.x; >=1.0.0 <2.0.0-0",
                "1.*.X; >=1.0.0 <2.0.0-0",
                "1.2; >=1.2.0 <1.3.0-0",
                "~1.2.3; >=1.2.3 <1.3.0-0",
                "~>1.2; >=1.2.0 <1.3.0-0",
                "~1; >=1.0.0 <2.0.0-0",
                "~0.2.3; >=0.2.3 <0.3.0-0",
                "~1.2.3-beta.2; >=1.2.3-beta.2 <1.3.0-0",
                "^1.2.3; >=1.2.3 <2.0.0-0",
                "^0.2.3; >=0.2.3 <0.3.0-0",
                "^0.0.3; >=0.0.3 <0.0.4-0",
                "^0.0.0; >=0.0.0 <0.0.1-0",
                "^1.2.3-beta.2; >=1.2.3-beta.2 <2.0.0-0",
                "^1.2.x; >=1.2.0 <2.0.0-0",
                "^0.0.x; >=0.0.0 <0.1.0-0",
                "^0.x; >=0.0.0 <1.0.0-0",
                ">1; >=2.0.0",
                ">1.2; >=1.3.0",
                ">1.2.3; >1.2.3",
                ">=1.2; >=1.2.0",
                "<1.2; <1.2.0-0",
                "<1.2.3; <1.2.3",
                "<=1.2; <1.3.0-0",
                "<=1; <2.0.0-0",
                ">= 1.2.3   < 2; >=1.2.3 <2.0.0-0",
                "1.2.3 - 2.3.4; >=1.2.3 <=2.3.4",
                "1.2 - 2.3; >=1.2.0 <2.4.0-0",
                "1 - 2; >=1.0.0 <3.0.0-0",
                "1 - *; >=1.0.0",
                "^1||~3.1 || 5.0.0; >=1.0.0 <2.0.0-0 || >=3.1.0 <3.2.0-0 || >=5.0.0 <=5.0.0"
            })
    void everyFormIsSpelledWithComparators(String range, String comparators) {
        assertThat(VersionRange.parse(range).comparators()).isEqualTo(comparators);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^1.2; 1.2.0 1.9.9; 1.1.9 2.0.0 1.5.0-rc.1 2.0.0-rc.1",
                ">=1.2.3-rc.1; 1.2.3-rc.1 1.2.3-rc.2 1.2.3 2.0.0; 1.2.3-beta 1.3.0-rc.1",
                ">1.2.3-rc.1; 1.2.3-rc.1.0 1.2.3-rc.2 1.2.3; 1.2.3-rc.1 1.2.3-alpha",
                "<=1.2.3-rc.1; 1.2.2 1.2.3-alpha 1.2.3-rc.1; 1.2.3-rc.1.0 1.2.3",
                "*; 0.0.0 99.0.0; 1.0.0-rc.1",
                "~1.2.3-b || 3; 1.2.3-c 1.2.9 3.4.5; 1.2.4-c 3.0.0-0",
                ">=1 <1; ''; 0.9.9 1.0.0 1.0.0-rc.1",
                "1.0.0 - 2.0.0; 1.0.0 2.0.0; 2.0.1 2.0.0-rc.1"
            })
    void whatIsInARange(String range, String inside, String outside) {
        VersionRange versions = VersionRange.parse(range);
        assertThat(versions(inside)).allMatch(versions::matches);
        assertThat(versions(outside)).noneMatch(versions::matches);
    }

    private static List<SemanticVersion> versions(String texts) {
        return texts.isEmpty()
                ? List.of()
                : List.of(texts.split(" ")).stream().map(SemanticVersion::parse).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a; 1",
                "1.2.3.4; 6",
                "^; 2",
                "1.; 3",
                "1 |2; 3",
                "1 | | 2; 3",
                ">=01; 3",
                "1.x.3; 5",
                "1.x.x-rc; 6",
                "1.2-rc; 4",
                "1.2.3-; 6",
                "1.2.3-01; 6",
                "1.2.3+build; 6",
                ">=1 - 2; 5",
                "1 - 2 3; 7",
                "1 - >2; 5",
                ">=1<2; 4",
                "!1; 1",
                "1,2; 2",
                "\u0661; 1"
            })
    void whatIsNoRangeIsRefusedAtItsPlace(String text, int character) {
        assertThatThrownBy(() -> VersionRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a range has ")
                .hasMessageEndingWith(" at character " + character);
    }

    @Test
    void aRangeHasAnEnd() {
        assertThat(VersionRange.parse("1".repeat(VersionRange.MAX_LENGTH)).comparators())
                .endsWith("2.0.0-0");
        assertThatThrownBy(() -> VersionRange.parse("1".repeat(VersionRange.MAX_LENGTH + 1)))
                .hasMessageContaining("256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"||||||||", "- - -", "* - *", "x||x||", "^*||~*", "9999999999999999999999.x"})
    void oddOnesAreReadOrRefusedButNeverBreak(String text) {
        assertThatCode(() -> VersionRange.parse(text))
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        refused -> assertThat(refused).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void theLongestVersionIsItsOwnRange() {
        String longest = "9".repeat(SemanticVersion.MAX_LENGTH - 4) + ".0.0";
        assertThat(VersionRange.parse("^" + longest).matches(SemanticVersion.parse(longest)))
                .isTrue();
    }

    @Property(tries = 2000)
    void theComparatorsSayTheSame(@ForAll("ranges") String range, @ForAll("versions") SemanticVersion version) {
        VersionRange read = VersionRange.parse(range);
        assertThat(VersionRange.parse(read.comparators()).matches(version)).isEqualTo(read.matches(version));
    }

    /** What the database looks for, against what a version is asked. */
    @Property(tries = 5000)
    void theStretchesOfPrecedenceHoldWhatMatches(
            @ForAll("ranges") String range, @ForAll("versions") SemanticVersion version) {
        VersionRange read = VersionRange.parse(range);
        List<VersionRange.Span> spans = version.preRelease() ? read.preReleases() : read.extent();
        assertThat(spans.stream().anyMatch(span -> holds(span, version))).isEqualTo(read.matches(version));
    }

    @Property(tries = 1000)
    void stretchesOfReleasesAreApart(@ForAll("ranges") String range) {
        List<VersionRange.Span> spans = VersionRange.parse(range).extent();
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).from()).isGreaterThan(spans.get(i - 1).to());
        }
    }

    private static boolean holds(VersionRange.Span span, SemanticVersion version) {
        String key = version.precedenceKey();
        return span.from().compareTo(key) <= 0 && key.compareTo(span.to()) < 0;
    }

    @Property
    void caretAndTildeKeepWhatTheyPromise(
            @ForAll("versions") SemanticVersion low, @ForAll("versions") SemanticVersion v) {
        String[] base = low.core().split("\\.");
        String[] core = v.core().split("\\.");
        boolean asked = v.compareTo(low) >= 0
                && (!v.preRelease() || low.preRelease() && low.core().equals(v.core()));
        boolean sameMinor = base[0].equals(core[0]) && base[1].equals(core[1]);
        boolean compatible = !base[0].equals("0")
                ? base[0].equals(core[0])
                : !base[1].equals("0") ? sameMinor : low.core().equals(v.core());
        assertThat(VersionRange.parse("~" + low).matches(v)).isEqualTo(asked && sameMinor);
        assertThat(VersionRange.parse("^" + low).matches(v)).isEqualTo(asked && compatible);
    }

    @Property(tries = 2000)
    void noTagReadsAsARange(@ForAll("tagLike") String text) {
        boolean range = parses(text);
        if (range) {
            assertThatThrownBy(() -> new DistTag(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "v1", "vx", "x.x", "v1.x", "v1.2.3", "v1.2.3-rc.1", "x.x.x"})
    void theseReadAsRangesAndAreNoTags(String text) {
        assertThat(parses(text)).isTrue();
        assertThatThrownBy(() -> new DistTag(text)).hasMessage("a tag must not read as a version or a range");
    }

    private static boolean parses(String text) {
        try {
            VersionRange.parse(text);
            return true;
        } catch (IllegalArgumentException noRange) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "files.move, true, false",
        "files.move@latest, true, false",
        "files.move@stable, false, false",
        "files.move@^1.2, false, true",
        "files.move@v1, false, true",
        "files.move@x, false, true",
        "files.move@, false, true"
    })
    void aRequirementTellsTagsFromRanges(String text, boolean latest, boolean range) {
        Requirement requirement = Requirement.parse(text);
        assertThat(requirement.range().isPresent()).isEqualTo(range);
        assertThat(requirement.tag().isPresent()).isEqualTo(!latest && !range);
    }

    @Provide
    Arbitrary<String> tagLike() {
        return Arbitraries.strings().withChars("vx0123.-r").ofMinLength(1).ofMaxLength(8);
    }

    @Provide
    Arbitrary<SemanticVersion> versions() {
        return fullVersions().map(SemanticVersion::parse);
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.of("0", "1", "2", "3", "10");
    }

    private static Arbitrary<String> fullVersions() {
        Arbitrary<String> endings = Arbitraries.of("", "", "", "-0", "-1", "-rc", "-rc.1", "-rc.1.0", "-a-b");
        return Combinators.combine(numbers(), numbers(), numbers(), endings)
                .as((major, minor, patch, ending) -> major + "." + minor + "." + patch + ending);
    }

    private static Arbitrary<String> partials() {
        return Arbitraries.oneOf(
                fullVersions(),
                Arbitraries.of("*", "x", "1", "0", "2.x", "3.X.*"),
                Combinators.combine(numbers(), numbers()).as((major, minor) -> major + "." + minor));
    }

    @Provide
    Arbitrary<String> ranges() {
        Arbitrary<String> comparator = Combinators.combine(
                        Arbitraries.of("", ">=", "<=", ">", "<", "=", "~", "^", "~>", ">= ", "v"), partials())
                .as(String::concat);
        Arbitrary<String> hyphen = Combinators.combine(partials(), partials()).as((from, to) -> from + " - " + to);
        Arbitrary<String> together = comparator.list().ofMinSize(1).ofMaxSize(3).map(all -> String.join(" ", all));
        return Arbitraries.oneOf(together, hyphen)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(all -> String.join(" || ", all));
    }
}
