package org.actionregistry.http.contract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of strings.
 *
 * @param minLength in Unicode code points, as JSON Schema counts
 * @param maxLength in Unicode code points
 */
record TextRule(int minLength, int maxLength, @Nullable Pattern pattern, String patternMessage) implements ValueRule {
    @Override
    public void check(@Nullable Object value, String place, Violations found) {
        if (!(value instanceof String text)) {
            return;
        }
        int length = text.codePointCount(0, text.length());
        if (length < minLength) {
            found.add(place, "min-length", "should have at least " + characters(minLength));
        } else if (length > maxLength) {
            // Not matched against the pattern as well: one answer is enough, and the text may be huge.
            found.add(place, "max-length", "should have at most " + characters(maxLength));
        } else if (pattern != null && !pattern.matcher(text).find()) {
            found.add(place, "pattern", patternMessage);
        }
    }

    private static String characters(int count) {
        return count == 1 ? "1 character" : count + " characters";
    }
}
