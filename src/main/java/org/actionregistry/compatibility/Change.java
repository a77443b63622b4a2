package org.actionregistry.compatibility;

import java.util.Comparator;

/**
 * One thing that differs between two versions.
 *
 * @param path where: an RFC 6901 JSON Pointer into the later manifest, or, for what is only in the earlier one, into that
 * @param axis the side of the action it is about
 * @param kind what happened, stable lower-case words such as {@code required-added} or {@code max-length-narrowed};
 *     {@code narrowed} and {@code widened} speak of how many values a schema admits
 * @param message the same, for a person
 * @param bump the step it asks for by itself
 * @param decided false where nobody could tell whether it breaks anything, so that {@code bump} is a precaution
 */
public record Change(String path, Axis axis, String kind, String message, Bump bump, boolean decided) {
    /** The worst first, then by place; no two changes of one comparison are equal in it. */
    static final Comparator<Change> ORDER = Comparator.comparing(Change::bump)
            .reversed()
            .thenComparing(Change::path)
            .thenComparing(Change::axis)
            .thenComparing(Change::kind)
            .thenComparing(Change::message)
            .thenComparing(Change::decided);

    /** In characters, what it takes to tell of it. */
    int length() {
        return path.length() + kind.length() + message.length();
    }
}
