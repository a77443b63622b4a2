package org.actionregistry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.actionregistry.client.Signer;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.verification.Seals;
import org.actionregistry.verification.SignedVersion;
import org.actionregistry.verification.VersionVerifier;

/**
 * The keys of a registry filled by {@link Load}, made by the first run; for benchmarks alone.
 *
 * @param trustedKeys what {@code TRUSTED_KEYS_FILE} is to be
 * @param logKey what {@code LOG_SIGNING_KEY_FILE} is to be
 * @param sealer seals as a server with that log key would
 */
record LoadKeys(Signer signer, Path trustedKeys, Path logKey, VersionVerifier sealer) {
    private static final KeyId KID = new KeyId("load-1");

    static LoadKeys in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Ed25519PrivateKey key = key(directory.resolve(KID + ".pem"));
        Path trustedKeys = directory.resolve("trusted_keys.json");
        Files.write(trustedKeys, TrustedKeyList.write(List.of(new TrustedKeyList.Entry(KID, key.publicKey()))));
        Path logKey = directory.resolve("log.pem");
        Seals seals = new Seals(List.of(key(logKey).checksumKey(Seals.PURPOSE)));
        VersionVerifier sealer = new VersionVerifier(kid -> Optional.empty(), Clock.systemUTC(), seals);
        return new LoadKeys(new Signer(KID, key), trustedKeys, logKey, sealer);
    }

    /** The entry with the seal that it would have been published with; its signature is good, since it was just made. */
    VersionPublished sealed(VersionPublished signed) {
        return signed.sealed(sealer.seal(new SignedVersion(
                signed.coordinate(),
                signed.manifest().digest(),
                signed.signature().orElseThrow(),
                signer.key().publicKey())));
    }

    private static Ed25519PrivateKey key(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(
                    file, Ed25519PrivateKey.generate(new SecureRandom()).toPem(), StandardCharsets.UTF_8);
        }
        return Ed25519PrivateKey.fromPem(Files.readString(file));
    }
}
