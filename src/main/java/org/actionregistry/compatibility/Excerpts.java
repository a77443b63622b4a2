package org.actionregistry.compatibility;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.Excerpt;
import org.jspecify.annotations.Nullable;

/** Values of manifests as they stand in messages: short, on one line, in the same order every time. */
final class Excerpts {
    private static final int SHOWN = 4;

    private Excerpts() {}

    static String of(@Nullable Object value) {
        return Excerpt.unquoted(whole(value));
    }

    /** The first few in the order of their text. */
    static String ofAll(Collection<? extends @Nullable Object> values) {
        TreeSet<String> texts = values.stream().map(Excerpts::whole).collect(Collectors.toCollection(TreeSet::new));
        String shown = texts.stream().limit(SHOWN).map(Excerpt::unquoted).collect(Collectors.joining(", "));
        return texts.size() > SHOWN ? shown + " and " + (texts.size() - SHOWN) + " more" : shown;
    }

    /** Not cut. */
    static String whole(@Nullable Object value) {
        return new String(CanonicalJson.encode(value), StandardCharsets.UTF_8);
    }
}
