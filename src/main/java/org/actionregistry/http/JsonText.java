package org.actionregistry.http;

import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members of a JSON object as text, for what is written anew for every request; spelled as {@link Json} spells them. */
final class JsonText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final int DAY = 86_400;
    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private final StringBuilder text;
    private boolean first = true;

    JsonText() {
        this(640);
    }

    /** @param length about how many characters it will be */
    JsonText(int length) {
        text = new StringBuilder(length).append('{');
    }

    /** The next member's name; its value is to follow. */
    JsonText name(String name) {
        text.append(first ? "\"" : ",\"").append(name).append("\":");
        first = false;
        return this;
    }

    JsonText put(String name, @Nullable String value) {
        name(name);
        if (value == null) {
            text.append("null");
        } else {
            append(value);
        }
        return this;
    }

    JsonText putTexts(String name, List<String> values) {
        name(name).text.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            append(values.get(i));
        }
        text.append(']');
        return this;
    }

    private void append(String value) {
        text.append('"');
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(value, from, i);
                escape(c);
                from = i + 1;
            }
        }
        // A whole string is copied as bytes, a part of one character by character.
        text.append(from == 0 ? value : value.substring(from)).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '\r' -> text.append("\\r");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            default -> text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }

    JsonText put(String name, boolean value) {
        name(name).text.append(value);
        return this;
    }

    JsonText put(String name, long value) {
        name(name).text.append(value);
        return this;
    }

    /** As {@link Instant#toString} writes it, which takes several times as long. */
    JsonText time(String name, Instant time) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), DAY));
        int second = Math.floorMod(time.getEpochSecond(), DAY);
        if (date.getYear() < 1000 || date.getYear() > 9999) {
            return put(name, time.toString());
        }
        name(name).text.append('"').append(date.getYear());
        digits('-', date.getMonthValue(), 2).digits('-', date.getDayOfMonth(), 2);
        digits('T', second / 3600, 2).digits(':', second / 60 % 60, 2).digits(':', second % 60, 2);
        fraction(time.getNano()).text.append("Z\"");
        return this;
    }

    /** In groups of three digits, as many as it takes. */
    private JsonText fraction(int nanos) {
        if (nanos == 0) {
            return this;
        }
        if (nanos % 1_000_000 == 0) {
            return digits('.', nanos / 1_000_000, 3);
        }
        return nanos % 1000 == 0 ? digits('.', nanos / 1000, 6) : digits('.', nanos, 9);
    }

    private JsonText digits(char before, int number, int count) {
        text.append(before);
        for (int power = POWERS_OF_TEN[count - 1]; power > 0; power /= 10) {
            text.append((char) ('0' + number / power % 10));
        }
        return this;
    }

    /** Begins an object, whose members follow up to {@link #end}. */
    JsonText begin(String name) {
        name(name).text.append('{');
        first = true;
        return this;
    }

    /** Begins an array of objects, which follow between {@link #beginItem} and {@link #end}, up to {@link #endItems}. */
    JsonText beginItems(String name) {
        name(name).text.append('[');
        first = true;
        return this;
    }

    JsonText beginItem() {
        text.append(first ? "{" : ",{");
        first = true;
        return this;
    }

    JsonText endItems() {
        text.append(']');
        first = false;
        return this;
    }

    JsonText end() {
        text.append('}');
        first = false;
        return this;
    }

    /** The members, without braces around them. */
    @Override
    public String toString() {
        return text.substring(1);
    }

    /** The object of these members, in UTF-8; once, and nothing is to be put into it any more. */
    byte[] toBytes() {
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
