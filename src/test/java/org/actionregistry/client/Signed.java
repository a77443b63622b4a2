package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;
import org.jspecify.annotations.Nullable;

/** A key, the list that trusts it, and documents signed by it. */
public final class Signed {
    public static final KeyId KID = new KeyId("test-1");
    public static final Ed25519PrivateKey KEY = Ed25519PrivateKey.generate(new SecureRandom());
    public static final Signer SIGNER = new Signer(KID, KEY);
    public static final List<TrustedKeyList.Entry> TRUSTED = List.of(new TrustedKeyList.Entry(KID, KEY.publicKey()));

    private Signed() {}

    /** A record of a manifest that says nothing but its coordinate and a description. */
    public static SignedRecord record(String name, String version) {
        Manifest manifest = Manifest.parse("{\"description\": \"Größe €1 \\ud83d\\ude00\"}".getBytes(UTF_8));
        return SIGNER.sign(manifest, Coordinate.parse(name, version));
    }

    /** The line of a record after somebody got at its members. */
    public static byte[] altered(SignedRecord record, Consumer<Map<String, @Nullable Object>> alteration) {
        Map<String, @Nullable Object> members =
                new LinkedHashMap<>(StrictJson.readObject(record.toLine(), StrictJson.MAX_DEPTH + 1));
        alteration.accept(members);
        return CanonicalJson.encode(members);
    }

    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> member(Map<String, @Nullable Object> members, String name) {
        return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(members.get(name));
    }
}
