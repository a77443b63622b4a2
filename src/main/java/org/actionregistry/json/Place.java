package org.actionregistry.json;

import org.jspecify.annotations.Nullable;

/** Where the reader stands; costs two array stores a step, and becomes a pointer only when something is refused. */
final class Place {
    private static final int NO_INDEX = -1;

    private final @Nullable String[] keys;
    private final int[] indexes;
    private int depth;

    Place(int maxDepth) {
        keys = new @Nullable String[maxDepth];
        indexes = new int[maxDepth];
    }

    /** How many containers are open. */
    int depth() {
        return depth;
    }

    /** Steps into a container; the caller has checked that the depth allows it. */
    void enter() {
        keys[depth] = null;
        indexes[depth] = NO_INDEX;
        depth++;
    }

    void leave() {
        depth--;
    }

    /** Now at the member {@code key} of the innermost container. */
    void atMember(String key) {
        keys[depth - 1] = key;
    }

    /** Now between the members of the innermost container, at none of them. */
    void betweenMembers() {
        keys[depth - 1] = null;
    }

    void atElement(int index) {
        indexes[depth - 1] = index;
    }

    String pointer() {
        String pointer = JsonPointer.ROOT;
        for (int i = 0; i < depth; i++) {
            String key = keys[i];
            if (key != null) {
                pointer = JsonPointer.member(pointer, Surrogates.replaceLone(key));
            } else if (indexes[i] != NO_INDEX) {
                pointer = JsonPointer.element(pointer, indexes[i]);
            }
        }
        return pointer;
    }
}
