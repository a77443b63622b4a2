package org.actionregistry.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns one document into values, with the checks that the tokenizer below it leaves out. */
final class DocumentReader {
    /**
     * The limits are enforced here, where the place is known, so the tokenizer's own are out of the way. Its table of
     * field names is off as well: it is shared by all documents, and colliding names would make it refuse valid ones.
     */
    private static final JsonFactory TOKENIZER = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final SourceText text;
    private final JsonParser parser;
    private final int maxDepth;
    private final Place place;

    private DocumentReader(SourceText text, JsonParser parser, int maxDepth) {
        this.text = text;
        this.parser = parser;
        this.maxDepth = maxDepth;
        this.place = new Place(maxDepth);
    }

    static @Nullable Object read(SourceText text, int maxDepth) {
        try (JsonParser parser = TOKENIZER.createParser(text.chars(), 0, text.length())) {
            return new DocumentReader(text, parser, maxDepth).document();
        } catch (IOException e) {
            // Cannot happen: the text is in memory, and syntax errors are handled in document().
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object document() throws IOException {
        Object root;
        try {
            root = root();
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
        refuseTrailingData();
        return root;
    }

    private @Nullable Object root() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw refused("syntax", "the text is empty; a JSON value was expected");
        }
        return value(first);
    }

    private void refuseTrailingData() throws IOException {
        JsonLocation at;
        try {
            if (parser.nextToken() == null) {
                return;
            }
            at = parser.currentTokenLocation();
        } catch (JsonProcessingException e) {
            at = e.getLocation();
        }
        throw refused("trailing-data", "the text goes on after the end of the JSON value", at);
    }

    private @Nullable Object value(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException("a value cannot start with " + token);
        };
    }

    private Map<String, @Nullable Object> object() throws IOException {
        refuseDeeper();
        place.enterObject();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (within() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            place.atMember(key);
            if (members.containsKey(key)) {
                throw refused("duplicate-key", "the key " + Excerpt.of(key) + " occurs twice in one object");
            }
            members.put(key, value(within()));
            place.afterMember();
        }
        place.leave();
        return members;
    }

    private List<@Nullable Object> array() throws IOException {
        refuseDeeper();
        place.enterArray();
        List<@Nullable Object> elements = new ArrayList<>();
        JsonToken token = within();
        while (token != JsonToken.END_ARRAY) {
            elements.add(value(token));
            place.atElement(elements.size());
            token = within();
        }
        place.leave();
        return elements;
    }

    private void refuseDeeper() {
        if (place.depth() == maxDepth) {
            throw refused("depth", "objects and arrays nest deeper than " + maxDepth + " levels");
        }
    }

    private String string() throws IOException {
        String string = parser.getText();
        if (Surrogates.hasLone(string)) {
            throw refused("lone-surrogate", "the string " + Excerpt.of(string) + " holds half of a surrogate pair");
        }
        return string;
    }

    private Long integer() throws IOException {
        refuseLongNumber();
        boolean fitsLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        long value = fitsLong ? parser.getLongValue() : Long.MAX_VALUE;
        if (value > StrictJson.MAX_SAFE_INTEGER || value < -StrictJson.MAX_SAFE_INTEGER) {
            throw unsafeInteger();
        }
        return value;
    }

    private Number fraction() throws IOException {
        refuseLongNumber();
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw refused("number-range", "the number " + Excerpt.of(parser.getText()) + " is too large for a double");
        }
        if (value == 0 && !spellsZero(parser.getText())) {
            throw refused(
                    "number-range",
                    "the number " + Excerpt.of(parser.getText()) + " is too close to zero for a double");
        }
        if (value != Math.rint(value) || Math.abs(value) >= EcmaNumber.EXPONENT_FROM) {
            return value;
        }
        // Its canonical form is an integer literal, and must be one that integer() would accept.
        if (Math.abs(value) > StrictJson.MAX_SAFE_INTEGER) {
            throw unsafeInteger();
        }
        return (long) value;
    }

    private void refuseLongNumber() throws IOException {
        if (parser.getTextLength() > StrictJson.MAX_NUMBER_LENGTH) {
            throw refused(
                    "number-length",
                    "a number has " + parser.getTextLength() + " characters, more than the "
                            + StrictJson.MAX_NUMBER_LENGTH + " accepted");
        }
    }

    private InvalidJsonException unsafeInteger() throws IOException {
        return refused(
                "number-range",
                "the integer " + Excerpt.of(parser.getText())
                        + " is beyond 2^53-1 and would not survive as a double; send it as a string");
    }

    private static boolean spellsZero(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }

    /** The next token of a container that is still open; the tokenizer refuses text that ends before its end. */
    private JsonToken within() throws IOException {
        return Objects.requireNonNull(parser.nextToken());
    }

    private InvalidJsonException notJson(JsonProcessingException refusal) {
        JsonLocation at = refusal.getLocation();
        // Lone surrogates in strings get past the tokenizer, those in keys do not; both are to be refused alike.
        if (refusal.getOriginalMessage().contains("surrogate")) {
            String key = BrokenKey.around(text, (int) at.getCharOffset());
            place.atMember(key);
            return refused("lone-surrogate", "the key " + Excerpt.of(key) + " holds half of a surrogate pair", at);
        }
        place.atMemberAhead(parser.getParsingContext().getCurrentName());
        return new InvalidJsonException(place.pointer(), "syntax", SyntaxMessage.of(text, refusal));
    }

    private InvalidJsonException refused(String rule, String message) {
        return refused(rule, message, parser.currentTokenLocation());
    }

    private InvalidJsonException refused(String rule, String message, JsonLocation at) {
        String where = " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return new InvalidJsonException(place.pointer(), rule, message + where);
    }
}
