package org.actionregistry.postgres;

import java.util.Arrays;
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

    private SearchWords() {}

    /** Empty where nothing can match: no word at all, or one that is longer than any indexed one. */
    static Optional<String> tsquery(String text) {
        String[] words = Arrays.stream(SEPARATORS.split(text))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        if (words.length == 0 || Arrays.stream(words).anyMatch(word -> word.length() > LONGEST_WORD)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(words).map(word -> word + ":*").collect(Collectors.joining(" & ")));
    }
}
