package org.actionregistry.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A valid action name: one path segment such as {@code files.move}.
 *
 * <p>1 to 128 lower-case letters, digits, {@code . _ -}; starts and ends with a letter or digit; no {@code ..}, no
 * {@code __}, no {@code _} beside a dot, so that {@code .} can be written {@code __} for model APIs that forbid dots, and
 * back.
 *
 * @param value the name itself
 */
public record ActionName(String value) implements Comparable<ActionName> {
    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 128;

    /** @throws IllegalArgumentException saying which rule the name breaks */
    public ActionName {
        if (!hasShape(value)) {
            throw new IllegalArgumentException("an action name is 1 to 128 lower-case letters, digits, '.', '_' or '-',"
                    + " and starts and ends with a letter or digit");
        }
        if (value.contains("..") || value.contains("__") || value.contains("_.") || value.contains("._")) {
            throw new IllegalArgumentException("an action name has no '..', no '__' and no '_' beside a '.'");
        }
    }

    /** By hand, since it is done for every request: {@code [a-z0-9](?:[a-z0-9._-]{0,126}[a-z0-9])?}. */
    private static boolean hasShape(String value) {
        int last = value.length() - 1;
        if (last < 0 || last >= MAX_LENGTH || !isAlphanumeric(value.charAt(0)) || !isAlphanumeric(value.charAt(last))) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = value.charAt(i);
            if (!isAlphanumeric(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** The dotted prefix ({@code files} of {@code files.move}), or the empty string where there is no dot. */
    public String namespace() {
        int dot = value.lastIndexOf('.');
        return dot < 0 ? "" : value.substring(0, dot);
    }

    /** Its namespace and those above it, the outermost first: {@code a} and {@code a.b} of {@code a.b.c}. */
    public List<String> namespaces() {
        List<String> namespaces = new ArrayList<>();
        for (int dot = value.indexOf('.'); dot >= 0; dot = value.indexOf('.', dot + 1)) {
            namespaces.add(value.substring(0, dot));
        }
        return namespaces;
    }

    /** The name with {@code - _ .} folded to one character; no two actions share it. */
    public String folded() {
        return value.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
    }

    @Override
    public int compareTo(ActionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
