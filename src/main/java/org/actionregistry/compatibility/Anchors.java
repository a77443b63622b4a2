package org.actionregistry.compatibility;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plain names that schemas of a document have for themselves; one that is given twice means nothing. */
final class Anchors {
    private static final Set<String> PLAIN_VALUES = Set.of("const", "enum", "default", "examples", "example");

    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    private Anchors() {}

    static Anchors in(Map<String, @Nullable Object> root) {
        Anchors anchors = new Anchors();
        anchors.walk(root, Place.of(""));
        return anchors;
    }

    /** The way from the root of the document to what has a name. */
    Optional<List<String>> steps(String anchor) {
        return ambiguous.contains(anchor)
                ? Optional.empty()
                : Optional.ofNullable(places.get(anchor))
                        .map(Place::steps)
                        .map(steps -> steps.subList(1, steps.size()));
    }

    private void walk(@Nullable Object value, Place place) {
        if (value instanceof Map<?, ?> map) {
            name(map.get("$anchor"), place);
            name(map.get("$dynamicAnchor"), place);
            fragment(map.get("$id"), place);
            fragment(map.get("id"), place);
            map.forEach((key, each) -> {
                if (!PLAIN_VALUES.contains(key)) {
                    walk(each, place.member((String) key));
                }
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(list.get(i), place.element(i));
            }
        }
    }

    /** Drafts 4 to 7 have an anchor as an id that is only a fragment. */
    private void fragment(@Nullable Object id, Place place) {
        if (id instanceof String uri && uri.startsWith("#")) {
            name(uri.substring(1), place);
        }
    }

    private void name(@Nullable Object anchor, Place place) {
        if (anchor instanceof String text) {
            Place other = places.putIfAbsent(text, place);
            if (other != null && other != place) {
                ambiguous.add(text);
            }
        }
    }
}
