package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which schemas of two lists belong together. Those that are the same are found first, without comparing all with all. */
final class Pairing {
    private static final int NONE = -1;
    private static final int CANDIDATES = 4;

    private final List<SchemaNode> old;
    private final List<SchemaNode> now;
    private final SchemaComparison comparison;
    private final boolean apart;
    private final int[] partnerOfOld;
    private final int[] partnerOfNow;
    private final Map<Long, Relation> relations = new HashMap<>();

    /** @param apart whether to compare as {@link SchemaComparison#compareApart} does */
    Pairing(List<SchemaNode> old, List<SchemaNode> now, SchemaComparison comparison, boolean apart) {
        this.old = old;
        this.now = now;
        this.comparison = comparison;
        this.apart = apart;
        this.partnerOfOld = new int[old.size()];
        this.partnerOfNow = new int[now.size()];
        Arrays.fill(partnerOfOld, NONE);
        Arrays.fill(partnerOfNow, NONE);
        comparison.work().spend(old.size() + now.size());
        pairTheSame();
    }

    /** The places of earlier schemas without a partner. */
    List<Integer> lonelyOld() {
        return lonely(partnerOfOld);
    }

    /** The places of later schemas without a partner. */
    List<Integer> lonelyNow() {
        return lonely(partnerOfNow);
    }

    private static List<Integer> lonely(int[] partners) {
        return IntStream.range(0, partners.length)
                .filter(i -> partners[i] == NONE)
                .boxed()
                .toList();
    }

    /** The place of the later schema that belongs to an earlier one, or less than 0. */
    int partner(int place) {
        return partnerOfOld[place];
    }

    /** Of an earlier and a later schema, by their places. */
    Relation relation(int i, int j) {
        long both = ((long) i << Integer.SIZE) | j;
        Relation known = relations.get(both);
        if (known != null || comparison.work().exhausted()) {
            return known == null ? Relation.UNDECIDED : known;
        }
        Relation relation = apart
                ? comparison.compareApart(old.get(i), now.get(j))
                : comparison.compare(old.get(i), now.get(j), Findings.none());
        relations.put(both, relation);
        return relation;
    }

    private void pairTheSame() {
        List<String> faces = now.stream().map(Pairing::face).toList();
        Map<String, List<Integer>> alike = new HashMap<>();
        for (int j = 0; j < now.size(); j++) {
            alike.computeIfAbsent(faces.get(j), missing -> new ArrayList<>()).add(j);
        }
        for (int i = 0; i < old.size(); i++) {
            int place = i;
            String face = face(old.get(i));
            IntStream.concat(
                            IntStream.of(i)
                                    .filter(j -> j < now.size() && faces.get(j).equals(face)),
                            alike.getOrDefault(face, List.of()).stream()
                                    .limit(CANDIDATES)
                                    .mapToInt(Integer::intValue))
                    .filter(j -> partnerOfNow[j] == NONE && relation(place, j).same())
                    .findFirst()
                    .ifPresent(j -> pair(place, j));
        }
    }

    private void pair(int i, int j) {
        partnerOfOld[i] = j;
        partnerOfNow[j] = i;
    }

    /** What can be seen of a schema without looking into it. */
    private static String face(SchemaNode node) {
        StringBuilder face = new StringBuilder();
        for (String keyword : List.of("type", "const", "$ref")) {
            if (node.get(keyword) instanceof String || node.get(keyword) instanceof Number) {
                face.append(keyword).append('=').append(node.get(keyword)).append('\n');
            }
        }
        return face.toString();
    }

    /** Pairs what is left: those of which one admits all that the other does, and the last two. */
    void pairTheRest() {
        List<Integer> left = lonelyNow();
        for (int i : lonelyOld()) {
            if (comparison.work().exhausted()) {
                return;
            }
            IntStream.concat(
                            IntStream.of(i).filter(j -> j < now.size()),
                            left.stream().mapToInt(Integer::intValue))
                    .filter(j -> partnerOfNow[j] == NONE && comparable(i, j))
                    .findFirst()
                    .ifPresent(j -> pair(i, j));
        }
        if (lonelyOld().size() == 1 && lonelyNow().size() == 1) {
            pair(lonelyOld().get(0), lonelyNow().get(0));
        }
    }

    private boolean comparable(int i, int j) {
        Relation relation = relation(i, j);
        return relation.keepsAll() || relation.addsNothing();
    }
}
