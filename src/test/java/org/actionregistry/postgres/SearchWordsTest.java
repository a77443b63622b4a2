package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "move | move:*",
                "move file | move:* & file:*",
                "files.move_now-2 | files:* & move:* & now:* & 2:*",
                "a' & !b:* (c <-> d) | a:* & b:* & c:* & d:*",
                "Überweisung 送金 हिन्दी | Überweisung:* & 送金:* & हिन्दी:*",
            })
    void wordsAreRunsOfLettersMarksAndDigits(String text, String query) {
        assertThat(SearchWords.tsquery(text)).contains(query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a move of x | move:*", "a b | a:* & b:*", "送 to | 送:*", "ab abc | abc:*"})
    void shortWordsTellLittleUnlessThereAreNoOthers(String text, String query) {
        assertThat(SearchWords.telling(text)).contains(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!&|()<->:*", "'\\\0"})
    void withoutAWordNothingMatches(String text) {
        assertThat(SearchWords.tsquery(text)).isEmpty();
    }

    @Property
    void nothingOfTheSyntaxGetsThrough(@ForAll String text) {
        SearchWords.tsquery(text)
                .ifPresent(
                        query -> assertThat(query).matches("[\\p{L}\\p{M}\\p{N}]+:\\*( & [\\p{L}\\p{M}\\p{N}]+:\\*)*"));
    }
}
