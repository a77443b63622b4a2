package org.actionregistry.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.actionregistry.client.Signer;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import picocli.CommandLine.Option;

/** The two options that belong together when something is signed. */
@SuppressWarnings("NullAway.Init") // picocli sets both or makes no group
final class SigningKey {
    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The private key, PKCS#8 PEM.")
    private Path key;

    @Option(names = "--kid", paramLabel = "ID", required = true, description = "The key id registries trust it by.")
    private KeyId kid;

    Signer signer() {
        return new Signer(
                kid,
                InputDocument.read(key)
                        .read(pem -> Ed25519PrivateKey.fromPem(new String(pem, StandardCharsets.ISO_8859_1))));
    }
}
