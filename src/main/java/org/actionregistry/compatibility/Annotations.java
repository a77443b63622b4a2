package org.actionregistry.compatibility;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keywords that do not decide which values are admitted. */
final class Annotations {
    private Annotations() {}

    static void compare(SchemaNode from, SchemaNode to, Findings findings) {
        Set<String> keywords = new TreeSet<>(from.schema().keySet());
        keywords.addAll(to.schema().keySet());
        for (String keyword : keywords) {
            if (Keywords.BEHAVIOUR.contains(keyword) || Keywords.isText(keyword)) {
                compare(keyword, from, to, findings);
            }
        }
    }

    private static void compare(String keyword, SchemaNode from, SchemaNode to, Findings findings) {
        boolean same = from.has(keyword) == to.has(keyword) && Objects.equals(from.get(keyword), to.get(keyword));
        if (same) {
            return;
        }
        String what = !from.has(keyword) ? "added" : to.has(keyword) ? "changed" : "removed";
        findings.add(
                to.has(keyword) ? to.place(keyword) : from.place(keyword),
                Kinds.of(known(keyword), what),
                () -> Kinds.sentence(Excerpts.of(keyword), shown(from, keyword), shown(to, keyword)),
                reach(keyword, from, to));
    }

    /** Kinds are a fixed set of words, whatever keywords there are. */
    private static String known(String keyword) {
        return Keywords.BEHAVIOUR.contains(keyword) || Keywords.TEXTS.contains(keyword) ? keyword : "keyword";
    }

    private static Optional<String> shown(SchemaNode node, String keyword) {
        return node.has(keyword) ? Optional.of(Excerpts.of(node.get(keyword))) : Optional.empty();
    }

    private static Finding.Reach reach(String keyword, SchemaNode from, SchemaNode to) {
        boolean set = Boolean.TRUE.equals(to.get(keyword));
        return switch (keyword) {
            // Whoever leaves the member out means something else now.
            case "default" ->
                Finding.Reach.of(from.has(keyword) && to.has(keyword) ? Bump.MAJOR : Bump.MINOR, Bump.PATCH);
            case "deprecated" -> Finding.Reach.of(set ? Bump.MINOR : Bump.PATCH, set ? Bump.MINOR : Bump.PATCH);
            // What is only read may not be sent any more, and what is only written is not answered any more.
            case "readOnly" -> Finding.Reach.of(flag(from, to, keyword), Bump.PATCH);
            case "writeOnly" -> Finding.Reach.of(Bump.PATCH, flag(from, to, keyword));
            default -> Finding.Reach.TEXT;
        };
    }

    private static Bump flag(SchemaNode from, SchemaNode to, String keyword) {
        boolean before = Boolean.TRUE.equals(from.get(keyword));
        boolean after = Boolean.TRUE.equals(to.get(keyword));
        return before == after ? Bump.PATCH : after ? Bump.MAJOR : Bump.MINOR;
    }
}
