package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a manifest as a step from the one around it. Its pointer is made when it is told of: that of each of thousands of
 * members under one very long name would fill memory.
 */
final class Place {
    private final @Nullable Place around;
    private final String step;
    private final int length;

    private Place(@Nullable Place around, String step) {
        this.around = around;
        this.step = step;
        this.length = (around == null ? 0 : around.length) + step.length() + 1;
    }

    /** Of a member of a document's root. */
    static Place of(String field) {
        return new Place(null, field);
    }

    Place member(String key) {
        return new Place(this, key);
    }

    Place element(int index) {
        return new Place(this, Integer.toString(index));
    }

    /** About the length of the pointer, in characters. */
    int length() {
        return length;
    }

    /** The keys and indexes that lead here, the outermost first. */
    List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (Place place = this; place != null; place = place.around) {
            steps.add(place.step);
        }
        Collections.reverse(steps);
        return steps;
    }

    /** The RFC 6901 JSON Pointer. */
    @Override
    public String toString() {
        StringBuilder pointer = new StringBuilder(length);
        steps().forEach(each -> pointer.append(JsonPointer.member(JsonPointer.ROOT, each)));
        return pointer.toString();
    }
}
