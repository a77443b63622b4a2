package org.actionregistry.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.actionregistry.access.ApiKeySecret;
import org.actionregistry.client.Signer;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;

/**
 * The keys of a development registry, made on the first run and kept beside its data, readable by their owner alone.
 *
 * @param signingKeyFile PKCS#8 PEM
 * @param logKeyFile the key that signs the transparency log, PKCS#8 PEM
 * @param apiKey an admin key
 */
record DevKeys(Path signingKeyFile, Path trustedKeysFile, Path logKeyFile, Signer signer, String apiKey) {
    private static final KeyId KID = new KeyId("dev-root-1");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Reads the keys in {@code directory}, making those that are missing. */
    static DevKeys in(Path directory) {
        try {
            Files.createDirectories(directory);
            SecureRandom random = new SecureRandom();
            Path signingKeyFile = directory.resolve(KID + ".pem");
            if (Files.notExists(signingKeyFile)) {
                writeSecret(signingKeyFile, Ed25519PrivateKey.generate(random).toPem());
            }
            Path logKeyFile = directory.resolve("log.pem");
            if (Files.notExists(logKeyFile)) {
                writeSecret(logKeyFile, Ed25519PrivateKey.generate(random).toPem());
            }
            Path apiKeyFile = directory.resolve("api_key");
            if (Files.notExists(apiKeyFile)) {
                writeSecret(apiKeyFile, ApiKeySecret.generate(random).reveal() + "\n");
            }
            Ed25519PrivateKey key = Ed25519PrivateKey.fromPem(Files.readString(signingKeyFile));
            Path trustedKeysFile = directory.resolve("trusted_keys.json");
            if (Files.notExists(trustedKeysFile)) {
                Files.write(
                        trustedKeysFile, TrustedKeyList.write(List.of(new TrustedKeyList.Entry(KID, key.publicKey()))));
            }
            return new DevKeys(
                    signingKeyFile,
                    trustedKeysFile,
                    logKeyFile,
                    new Signer(KID, key),
                    Files.readString(apiKeyFile).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException("the keys in " + directory + " cannot be read or made", failure);
        }
    }

    /** Never readable by others, not even for a moment: the permissions are set before the content is written. */
    private static void writeSecret(Path file, String content) throws IOException {
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        Files.write(file, content.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }
}
