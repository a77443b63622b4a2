package org.actionregistry.merkle;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;

/** Keys made for one run. */
final class TestSigners {
    private static final SecureRandom RANDOM = new SecureRandom();

    private TestSigners() {}

    static NoteSigner log(String origin) {
        return new NoteSigner(new KeyName(origin), Ed25519PrivateKey.generate(RANDOM));
    }

    static List<Cosigner> witnesses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Cosigner(new KeyName("witness.example/w" + i), Ed25519PrivateKey.generate(RANDOM)))
                .toList();
    }
}
