package org.actionregistry.http;

import io.vertx.core.json.Json;
import org.jspecify.annotations.Nullable;

/** Members of a JSON object as text, for what is written anew for every request; spelled as {@link Json} spells them. */
final class JsonText {
    private final StringBuilder text = new StringBuilder(640);
    private boolean first = true;

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
        } else if (isPlain(value)) {
            text.append('"').append(value).append('"');
        } else {
            text.append(Json.encode(value));
        }
        return this;
    }

    JsonText put(String name, boolean value) {
        name(name).text.append(value);
        return this;
    }

    JsonText put(String name, long value) {
        name(name).text.append(value);
        return this;
    }

    /** Begins an object, whose members follow up to {@link #end}. */
    JsonText begin(String name) {
        name(name).text.append('{');
        first = true;
        return this;
    }

    JsonText end() {
        text.append('}');
        first = false;
        return this;
    }

    /** Members that are written already, without braces. */
    JsonText putAll(String members) {
        if (!members.isEmpty()) {
            text.append(first ? "" : ",").append(members);
            first = false;
        }
        return this;
    }

    /** Printable ASCII of which nothing has to be escaped. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** The members, without braces around them. */
    @Override
    public String toString() {
        return text.toString();
    }
}
