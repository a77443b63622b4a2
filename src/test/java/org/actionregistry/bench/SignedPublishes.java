package org.actionregistry.bench;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.client.Signer;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;

/** Publish requests, each of an action of its own, signed before the clock starts. */
final class SignedPublishes {
    private static final String KID = "bench-1";

    /** The size of the median tool definition found in the wild, with a schema to check: about 320 bytes. */
    private static final String MANIFEST = """
            {"title":"Read rows %1$d","description":"Returns rows of one table, newest first, at most as many as asked for.",\
            "effects":{"readOnly":true},"input":{"type":"object","properties":{"table":{"type":"string"},\
            "limit":{"type":"integer","minimum":1}},"required":["table"]},"tags":["tables"]}""";

    private final Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
    private final Signer signer = new Signer(new KeyId(KID), key);
    private final AtomicLong next = new AtomicLong();
    private final String apiKey;

    /** @param apiKey that of a publisher */
    SignedPublishes(String apiKey) {
        this.apiKey = apiKey;
    }

    /** What {@code TRUSTED_KEYS_JSON} is to be. */
    String trustedKeys() {
        return new String(
                TrustedKeyList.write(List.of(new TrustedKeyList.Entry(new KeyId(KID), key.publicKey()))),
                StandardCharsets.UTF_8);
    }

    /** The key the records verify under, as {@code base64:...}. */
    String publicKey() {
        return Base64Text.encode(key.publicKey().bytes());
    }

    /** The next record. */
    SignedRecord record() {
        long number = next.getAndIncrement();
        String name = "bench" + number % 64 + ".read-rows-" + number;
        byte[] manifest = String.format(MANIFEST, number).getBytes(StandardCharsets.UTF_8);
        return signer.sign(Manifest.parse(manifest), Coordinate.parse(name, "1.0.0"));
    }

    /** A record of something else. */
    SignedRecord record(Coordinate coordinate, Manifest manifest) {
        return signer.sign(manifest, coordinate);
    }

    /** The next requests, whole. */
    List<byte[]> requests(int count) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> request(record()))
                .toList();
    }

    /** The whole request that publishes a record. */
    byte[] request(SignedRecord record) {
        String signature = record.signature()
                .map(s -> "{\"alg\":\"" + s.alg() + "\",\"kid\":\"" + s.kid() + "\",\"sig\":\"" + s.sig() + "\"}")
                .orElseThrow();
        String body = "{\"schema\":" + new String(CanonicalJson.encode(record.schema()), StandardCharsets.UTF_8)
                + ",\"signature\":" + signature + "}";
        Coordinate coordinate = record.coordinate();
        return ("PUT /actions/" + coordinate.name() + "/versions/" + coordinate.version() + " HTTP/1.1\r\n"
                        + "Host: localhost\r\nX-API-Key: " + apiKey + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
