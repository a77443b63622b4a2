package org.actionregistry.json;

import org.jspecify.annotations.Nullable;

/** Where the reader stands; costs two array stores a step, and becomes a pointer only when something is refused. */
final class Place {
    private final @Nullable String[] keys;
    private final int[] indexes;
    private int depth;

    /** Whether the innermost container is an object and none of its members is being read. */
    private boolean betweenMembers;

    Place(int maxDepth) {
        keys = new @Nullable String[maxDepth];
        indexes = new int[maxDepth];
    }

    /** How many containers are open. */
    int depth() {
        return depth;
    }

    /** Steps into an object; the caller has checked that the depth allows it. */
    void enterObject() {
        keys[depth] = null;
        depth++;
        betweenMembers = true;
    }

    /** Steps into an array, at its first element; the caller has checked that the depth allows it. */
    void enterArray() {
        keys[depth] = null;
        depth++;
        atElement(0);
    }

    /** Back at the member or element of the container outside. */
    void leave() {
        depth--;
        betweenMembers = false;
    }

    void atMember(String key) {
        keys[depth - 1] = key;
        betweenMembers = false;
    }

    /** As {@link #atMember} for a key seen ahead of its token, or, when it is still the last one, nothing. */
    void atMemberAhead(@Nullable String key) {
        if (betweenMembers && key != null && !key.equals(keys[depth - 1])) {
            atMember(key);
        }
    }

    /** The member just read is complete. */
    void afterMember() {
        betweenMembers = true;
    }

    void atElement(int index) {
        indexes[depth - 1] = index;
        betweenMembers = false;
    }

    /** RFC 6901; between members it is the object's own. */
    String pointer() {
        String pointer = JsonPointer.ROOT;
        int steps = betweenMembers ? depth - 1 : depth;
        for (int i = 0; i < steps; i++) {
            String key = keys[i];
            pointer = key == null
                    ? JsonPointer.element(pointer, indexes[i])
                    : JsonPointer.member(pointer, Surrogates.replaceLone(key));
        }
        return pointer;
    }
}
