package org.actionregistry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.actionregistry.client.Signer;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;

/**
 * The keys of a registry filled by {@link Load}, made by the first run; for benchmarks alone.
 *
 * @param trustedKeys what {@code TRUSTED_KEYS_FILE} is to be
 * @param logKey what {@code LOG_SIGNING_KEY_FILE} is to be
 */
record LoadKeys(Signer signer, Path trustedKeys, Path logKey) {
    private static final KeyId KID = new KeyId("load-1");

    static LoadKeys in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Ed25519PrivateKey key = key(directory.resolve(KID + ".pem"));
        Path trustedKeys = directory.resolve("trusted_keys.json");
        Files.write(trustedKeys, TrustedKeyList.write(List.of(new TrustedKeyList.Entry(KID, key.publicKey()))));
        Path logKey = directory.resolve("log.pem");
        key(logKey);
        return new LoadKeys(new Signer(KID, key), trustedKeys, logKey);
    }

    private static Ed25519PrivateKey key(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(
                    file, Ed25519PrivateKey.generate(new SecureRandom()).toPem(), StandardCharsets.UTF_8);
        }
        return Ed25519PrivateKey.fromPem(Files.readString(file));
    }
}
