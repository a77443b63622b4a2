package org.actionregistry.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.actionregistry.json.StrictJson;
import org.junit.jupiter.api.Test;

/** Published vectors: Wycheproof's, and those of "Taming the many EdDSAs", none of which a strict verifier accepts. */
class Ed25519VectorsTest {
    @Test
    void agreesWithWycheproofOnEveryVector() throws IOException {
        List<String> disagreements = new ArrayList<>();
        int valid = 0;
        int invalid = 0;
        for (Map<?, ?> group : objects(member((Map<?, ?>) vectors("wycheproof.json"), "testGroups"))) {
            byte[] key = bytes((Map<?, ?>) member(group, "publicKey"), "pk");
            for (Map<?, ?> test : objects(member(group, "tests"))) {
                boolean expected = "valid".equals(test.get("result"));
                if (accepts(key, bytes(test, "msg"), bytes(test, "sig")) != expected) {
                    disagreements.add(test.get("tcId") + " " + test.get("comment"));
                }
                valid += expected ? 1 : 0;
                invalid += expected ? 0 : 1;
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(valid).isEqualTo(88);
        assertThat(invalid).isEqualTo(63);
    }

    @Test
    void refusesEveryCaseOnWhichVerifiersDisagree() throws IOException {
        List<Map<?, ?>> cases = objects(vectors("speccheck.json"));
        assertThat(cases).hasSize(12);
        for (int i = 0; i < cases.size(); i++) {
            Map<?, ?> test = cases.get(i);
            assertThat(accepts(bytes(test, "pub_key"), bytes(test, "message"), bytes(test, "signature")))
                    .as("case %d", i)
                    .isFalse();
        }
    }

    private static boolean accepts(byte[] key, byte[] message, byte[] signature) {
        Ed25519PublicKey trusted;
        try {
            trusted = Ed25519PublicKey.of(key);
        } catch (IllegalArgumentException weak) {
            return false;
        }
        boolean accepted = trusted.verify(message, signature);
        // Both ways to verify, whichever the key's use would lead to.
        if (signature.length == Ed25519PublicKey.SIGNATURE_LENGTH) {
            assertThat(trusted.verifyOnce(message, signature)).isEqualTo(accepted);
            assertThat(new RepeatedVerification(key).verify(message, signature)).isEqualTo(accepted);
        }
        return accepted;
    }

    private static Object vectors(String name) throws IOException {
        try (InputStream in = Ed25519VectorsTest.class.getResourceAsStream("/vectors/ed25519/" + name)) {
            byte[] document = Objects.requireNonNull(in, name).readAllBytes();
            return Objects.requireNonNull(StrictJson.read(document, StrictJson.MAX_DEPTH));
        }
    }

    private static List<Map<?, ?>> objects(Object array) {
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object element : (List<?>) array) {
            objects.add((Map<?, ?>) element);
        }
        return objects;
    }

    private static Object member(Map<?, ?> object, String key) {
        return Objects.requireNonNull(object.get(key), key);
    }

    private static byte[] bytes(Map<?, ?> object, String key) {
        return HexFormat.of().parseHex((String) member(object, key));
    }
}
