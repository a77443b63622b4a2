package org.actionregistry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.Standing;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.verification.Seals;
import org.actionregistry.verification.SignedVersion;
import org.actionregistry.verification.TrustedKey;
import org.actionregistry.verification.Verdict;
import org.actionregistry.verification.VersionVerifier;
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
    private @Nullable VersionVerifier sealing;
    private @Nullable StoredVersion sealed;

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
        seal(signer);
    }

    private void seal(Ed25519PrivateKey signer) {
        KeyId kid = new KeyId("bench-1");
        TrustedKey trusted = new TrustedKey(kid, signer.publicKey());
        VersionVerifier verifier = new VersionVerifier(
                id -> Optional.of(trusted),
                Clock.systemUTC(),
                new Seals(List.of(Ed25519PrivateKey.generate(new SecureRandom()).checksumKey(Seals.PURPOSE))));
        Coordinate coordinate = Coordinate.parse("files.move", "1.0.0");
        DetachedSignature detached =
                new DetachedSignature(DetachedSignature.ED25519, kid.value(), Base64Text.encode(signature));
        Digest hash = Digest.of(canonical);
        sealed = new StoredVersion(
                coordinate,
                canonical,
                hash.toString(),
                Optional.of(detached),
                verifier.seal(new SignedVersion(coordinate, hash, detached, signer.publicKey())),
                Standing.NEW,
                Instant.EPOCH,
                0);
        sealing = verifier;
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

    /** The whole verdict on a version that was sealed at its publication, the digest included. */
    @Benchmark
    public Optional<Verdict> verdictBySeal() {
        return Objects.requireNonNull(sealing).verifyKnown(Objects.requireNonNull(sealed));
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
