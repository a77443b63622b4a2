package org.actionregistry.compatibility;

import java.util.Optional;

/** How changes are called and told. */
final class Kinds {
    private Kinds() {}

    /** {@code maxLength} and {@code narrowed} give {@code max-length-narrowed}. */
    static String of(String keyword, String what) {
        StringBuilder kind = new StringBuilder(keyword.length() + what.length() + 4);
        for (int i = 0; i < keyword.length(); i++) {
            char c = keyword.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                kind.append('-').append((char) (c - 'A' + 'a'));
            } else if (c != '$') {
                kind.append(c);
            }
        }
        return kind.append('-').append(what).toString();
    }

    /** What has become of a value. */
    static String sentence(String what, Optional<String> old, Optional<String> now) {
        if (old.isEmpty()) {
            return what + " " + now.orElse("") + " was added";
        }
        return now.isEmpty()
                ? what + " " + old.get() + " was removed"
                : what + " was " + old.get() + " and is " + now.get();
    }
}
