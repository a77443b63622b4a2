package org.actionregistry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.Ed25519PublicKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one publish or one verified read asks of the processor, piece by piece, in microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HotPathBenchmarks {
    /** Of the text in the manifest, in characters: its other members take some 300 bytes. */
    @Param({"200", "1500", "15000"})
    public int text;

    private byte[] manifest = {};
    private Map<String, @Nullable Object> read = Map.of();
    private byte[] canonical = {};
    private byte[] digest = {};
    private byte[] signature = {};
    private byte[] point = {};
    private @Nullable Ed25519PublicKey key;

    /** A manifest as people write it, with white space and its members in no order, and a signature over its digest. */
    @Setup
    public void prepare() throws IOException {
        String template;
        try (InputStream in = HotPathBenchmarks.class.getResourceAsStream("/bench/manifest.json")) {
            template = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        manifest = template.replace("@TEXT@", "word ".repeat(text / 5)).getBytes(StandardCharsets.UTF_8);
        read = StrictJson.readObject(manifest, StrictJson.MAX_DEPTH);
        canonical = CanonicalJson.canonicalize(manifest);
        digest = Digest.of(canonical).bytes();
        Ed25519PrivateKey signer = Ed25519PrivateKey.generate(new SecureRandom());
        signature = signer.sign(digest);
        key = signer.publicKey();
        point = signer.publicKey().bytes();
    }

    /** Strict reading and canonical writing: from the bytes that were sent to those that are signed. */
    @Benchmark
    public byte[] canonicalise() {
        return CanonicalJson.canonicalize(manifest);
    }

    /** The writing alone. */
    @Benchmark
    public byte[] canonicalWriting() {
        return CanonicalJson.encode(read);
    }

    /** SHA-256 of the canonical bytes. */
    @Benchmark
    public Digest digest() {
        return Digest.of(canonical);
    }

    /** Strict verification under a key that is used again and again. */
    @Benchmark
    public boolean verification() {
        return Objects.requireNonNull(key).verify(digest, signature);
    }

    /** What the library takes for the same without the strict checks, for comparison. */
    @Benchmark
    public boolean verificationByTheLibrary() {
        return Ed25519.verify(signature, 0, point, 0, digest, 0, digest.length);
    }
}
