package org.actionregistry.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a person typed, as a {@code tsquery}: every word must occur, each may be the beginning of one. Words are runs of
 * letters, marks and digits; all else separates them, so no character of tsquery syntax ever gets through.
 */
final class SearchWords {
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    /** PostgreSQL indexes no lexeme beyond 2,046 bytes; in UTF-8 this many characters stay below. */
    private static final int LONGEST_WORD = 500;

    private static final int TELLING_BYTES = 3;

    private SearchWords() {}

    /** Empty where nothing can match: no word at all, or one that is longer than any indexed one. */
    static Optional<String> tsquery(String text) {
        return words(text).map(SearchWords::conjunction);
    }

    /**
     * The same without the words of one or two bytes, unless there are no others: what begins with an {@code a} is so much
     * that to find it in the index costs more than to look at what has the other words.
     */
    static Optional<String> telling(String text) {
        return words(text).map(words -> {
            List<String> telling = words.stream()
                    .filter(word -> word.getBytes(StandardCharsets.UTF_8).length >= TELLING_BYTES)
                    .toList();
            return conjunction(telling.isEmpty() ? words : telling);
        });
    }

    private static Optional<List<String>> words(String text) {
        List<String> words = Arrays.stream(SEPARATORS.split(text))
                .filter(word -> !word.isEmpty())
                .toList();
        boolean possible = !words.isEmpty() && words.stream().allMatch(word -> word.length() <= LONGEST_WORD);
        return possible ? Optional.of(words) : Optional.empty();
    }

    private static String conjunction(List<String> words) {
        return words.stream().map(word -> word + ":*").collect(Collectors.joining(" & "));
    }
}
