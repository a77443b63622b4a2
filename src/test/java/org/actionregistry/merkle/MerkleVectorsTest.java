package org.actionregistry.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The proofs of transparency-dev/merkle, good and bad. */
class MerkleVectorsTest {
    @Test
    void agreesOnEveryInclusionProof() throws IOException {
        assertAgreement("inclusion.jsonl", MerkleVectorsTest::isIncluded);
    }

    @Test
    void agreesOnEveryConsistencyProof() throws IOException {
        assertAgreement("consistency.jsonl", MerkleVectorsTest::isConsistent);
    }

    private static boolean isIncluded(JsonObject vector) {
        return new InclusionProof(number(vector, "leafIdx"), number(vector, "treeSize"), path(vector))
                .verify(hash(vector.getString("leafHash")), hash(vector.getString("root")));
    }

    private static boolean isConsistent(JsonObject vector) {
        return new ConsistencyProof(number(vector, "size1"), number(vector, "size2"), path(vector))
                .verify(hash(vector.getString("root1")), hash(vector.getString("root2")));
    }

    private static void assertAgreement(String file, Predicate<JsonObject> accepts) throws IOException {
        List<JsonObject> vectors = vectors(file);
        assertThat(vectors).hasSize(98);
        assertThat(vectors).filteredOn(vector -> !vector.getBoolean("wantErr")).hasSize(6);
        assertThat(vectors)
                .filteredOn(vector -> acceptsOrRefuses(vector, accepts) == vector.getBoolean("wantErr"))
                .extracting(vector -> vector.getString("case"))
                .isEmpty();
    }

    private static boolean acceptsOrRefuses(JsonObject vector, Predicate<JsonObject> accepts) {
        try {
            return accepts.test(vector);
        } catch (IllegalArgumentException | ArithmeticException noSuchProof) {
            return false;
        }
    }

    /** Some indexes are -1 as an unsigned number, which is no index here. */
    private static long number(JsonObject vector, String name) {
        return new BigInteger(vector.getValue(name).toString()).longValueExact();
    }

    private static List<MerkleHash> path(JsonObject vector) {
        JsonArray proof = vector.getJsonArray("proof", new JsonArray());
        return proof == null
                ? List.of()
                : IntStream.range(0, proof.size())
                        .mapToObj(i -> hash(proof.getString(i)))
                        .toList();
    }

    /** Some "don't care" and are no hashes: each stands for one that equals another's just when they are equal. */
    private static MerkleHash hash(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        boolean standsForAny = new String(bytes, UTF_8).startsWith("don't care");
        return standsForAny ? MerkleHash.ofLeaf(bytes) : MerkleHash.of(bytes);
    }

    private static List<JsonObject> vectors(String file) throws IOException {
        String path = "/vectors/merkle/" + file;
        try (InputStream in = Objects.requireNonNull(MerkleVectorsTest.class.getResourceAsStream(path))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(JsonObject::new)
                    .toList();
        }
    }
}
