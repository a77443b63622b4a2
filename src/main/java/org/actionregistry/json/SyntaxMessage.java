package org.actionregistry.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with text that is not JSON, in words of JSON; the tokenizer's own speak of its features. */
final class SyntaxMessage {
    /** Words of JavaScript that the tokenizer recognises before it refuses them, so that it stops behind them. */
    private static final Pattern NUMBER_WORD = Pattern.compile("-?(?:NaN|Infinity|INF)$");

    private static final Pattern OPEN_ESCAPE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\(?:u[0-9A-Fa-f]{0,3})?$");

    /** More than the longest match of the patterns that matters. */
    private static final int LOOK_BACK = 16;

    private SyntaxMessage() {}

    static String of(SourceText text, JsonProcessingException refusal) {
        JsonLocation at = refusal.getLocation();
        int offset = (int) Math.min(at.getCharOffset(), text.length());
        String before = new String(text.chars(), Math.max(0, offset - LOOK_BACK), Math.min(offset, LOOK_BACK));
        Matcher word = NUMBER_WORD.matcher(before);
        if (word.find()) {
            int column = at.getColumnNr() - word.group().length();
            return sentence(at.getLineNr(), column, "unexpected " + word.group() + "; " + hint('N', ""));
        }
        if (refusal instanceof JsonEOFException || offset == text.length()) {
            return sentence(at.getLineNr(), at.getColumnNr(), "the text ends before the value is complete");
        }
        char found = text.chars()[offset];
        return sentence(at.getLineNr(), at.getColumnNr(), "unexpected " + shown(found) + "; " + hint(found, before));
    }

    private static String sentence(int line, int column, String what) {
        return "not JSON at line " + line + ", column " + column + ": " + what;
    }

    private static String shown(char c) {
        return c > ' ' && Excerpt.printable(c) == c ? "'" + c + "'" : String.format("U+%04X", (int) c);
    }

    private static String hint(char found, String before) {
        if (OPEN_ESCAPE.matcher(before).find()) {
            return "an escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with four hexadecimal digits";
        }
        if (found < ' ') {
            return "control characters must be escaped, and stand inside strings only";
        }
        if (Character.isLetter(found)) {
            return "only true, false and null stand without quotes";
        }
        return switch (found) {
            case '\'', '`' -> "strings and keys stand in double quotes";
            case '/', '#' -> "JSON has no comments";
            case ']', '}' -> "look for a trailing comma, a missing value or a bracket without its pair";
            case '"', '{', '[' -> "look for a missing comma or colon, or a key that is not a string";
            case '+', '-', '.' -> "a number is digits, perhaps after '-', with digits on both sides of its point";
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                "look for a missing comma or colon, a leading zero or a key that is not a string";
            default -> "a value or one of , : ] } was expected";
        };
    }
}
