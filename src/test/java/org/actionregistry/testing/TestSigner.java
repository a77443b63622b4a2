package org.actionregistry.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.client.Signer;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;

/** Signs whatever a test wants signed, also what {@link Signer} would not. */
public record TestSigner(KeyId kid, Ed25519PrivateKey key) {
    public static TestSigner generate(String kid) {
        return new TestSigner(new KeyId(kid), Ed25519PrivateKey.generate(new SecureRandom()));
    }

    /** How an operator trusts this key. */
    public TrustedKeyList.Entry entry() {
        return new TrustedKeyList.Entry(kid, key.publicKey());
    }

    /** The record that the program's own client would send. */
    public SignedRecord record(String name, String version, String manifest) {
        return new Signer(kid, key)
                .sign(Manifest.parse(manifest.getBytes(StandardCharsets.UTF_8)), Coordinate.parse(name, version));
    }

    /**
     * The body of a publish request: {@code manifest} exactly as spelled, signed over its canonical form.
     *
     * @param manifest a JSON object; its content need not be a manifest's
     */
    public String publishBody(String manifest) {
        return body(manifest, kid.value(), sign(canonical(manifest)));
    }

    /** A publish request put together from parts that need not fit. */
    public static String body(String manifest, String kid, String sig) {
        return "{\"schema\":" + manifest + ",\"signature\":{\"alg\":\"ed25519\",\"kid\":\"" + kid + "\",\"sig\":\""
                + sig + "\"}}";
    }

    /** {@code base64:...} over the digest of {@code bytes}. */
    public String sign(byte[] bytes) {
        return Base64Text.encode(key.sign(Digest.of(bytes).bytes()));
    }

    /** RFC 8785 bytes of a JSON object. */
    public static byte[] canonical(String manifest) {
        return CanonicalJson.encode(
                StrictJson.readObject(manifest.getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH));
    }

    /** The digest a manifest is published under. */
    public static String hash(String manifest) {
        return Digest.of(canonical(manifest)).toString();
    }
}
