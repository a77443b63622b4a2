package org.actionregistry.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.signing.ChecksumKey;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.Seal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealsTest {
    private static final Ed25519PublicKey PUBLIC = generate().publicKey();
    private static final ChecksumKey KEY = generate().checksumKey(Seals.PURPOSE);
    private static final Seals SEALS = new Seals(List.of(KEY));
    private static final SignedVersion VERSION = version("files.move", "1.0.0", "document", "ed25519", "base64:AAAA");
    private static final Seal SEAL = SEALS.make(VERSION).orElseThrow();

    private static Ed25519PrivateKey generate() {
        return Ed25519PrivateKey.generate(new SecureRandom());
    }

    private static SignedVersion version(String name, String version, String document, String alg, String sig) {
        return new SignedVersion(
                Coordinate.parse(name, version),
                Digest.of(document.getBytes(UTF_8)),
                new DetachedSignature(alg, "root", sig),
                PUBLIC);
    }

    @Test
    void vouchForWhatTheyWereMadeFor() {
        assertThat(SEALS.vouch(SEAL, VERSION)).isTrue();
        assertThat(SEALS.make(VERSION)).contains(SEAL);
    }

    static Stream<SignedVersion> others() {
        return Stream.of(
                version("files.copy", "1.0.0", "document", "ed25519", "base64:AAAA"),
                version("files.move", "1.0.1", "document", "ed25519", "base64:AAAA"),
                version("files.move", "1.0.0", "another", "ed25519", "base64:AAAA"),
                version("files.move", "1.0.0", "document", "ed25518", "base64:AAAA"),
                version("files.move", "1.0.0", "document", "ed25519", "base64:AAAB"),
                // The same bytes in another spelling are not what was verified either.
                version("files.move", "1.0.0", "document", "ed25519", "AAAA"),
                new SignedVersion(
                        VERSION.coordinate(),
                        VERSION.digest(),
                        VERSION.signature(),
                        generate().publicKey()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void sayNothingOfAnythingElse(SignedVersion other) {
        assertThat(SEALS.vouch(SEAL, other)).isFalse();
        assertThat(SEALS.make(other).orElseThrow()).isNotEqualTo(SEAL);
    }

    /** Which key is meant is settled before: another id of the same public key is no other claim. */
    @Test
    void speakOfThePublicKeyNotOfItsName() {
        SignedVersion renamed = new SignedVersion(
                VERSION.coordinate(),
                VERSION.digest(),
                new DetachedSignature("ed25519", "other-id", "base64:AAAA"),
                PUBLIC);

        assertThat(SEALS.vouch(SEAL, renamed)).isTrue();
    }

    @Property(tries = 500)
    void areMadeOverOneMessageAVersion(
            @ForAll String text, @ForAll @IntRange(max = 50) int from, @ForAll @IntRange(max = 50) int to) {
        // The same characters, divided between two neighbouring fields in two ways.
        int one = Math.min(from, text.length());
        int other = Math.min(to, text.length());

        byte[] message =
                Seals.message(version("files.move", "1.0.0", "document", text.substring(0, one), text.substring(one)));
        byte[] divided = Seals.message(
                version("files.move", "1.0.0", "document", text.substring(0, other), text.substring(other)));

        assertThat(Arrays.equals(message, divided)).isEqualTo(one == other);
    }

    @Property(tries = 300)
    void areRefusedWithAnyBitFlipped(@ForAll @IntRange(max = ChecksumKey.CHECKSUM_LENGTH * 8 - 1) int bit) {
        byte[] flipped = SEAL.bytes();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(SEALS.vouch(new Seal(flipped), VERSION)).isFalse();
    }

    @Test
    void areRefusedWithAnyOtherLength() {
        IntStream.rangeClosed(0, 2 * ChecksumKey.CHECKSUM_LENGTH)
                .filter(length -> length != ChecksumKey.CHECKSUM_LENGTH)
                .forEach(length -> assertThat(SEALS.vouch(new Seal(Arrays.copyOf(SEAL.bytes(), length)), VERSION))
                        .as("%d bytes", length)
                        .isFalse());
    }

    @Test
    void ofAnotherKeyOrForAnotherPurposeAreRefused() {
        Ed25519PrivateKey key = generate();

        assertThat(seals(key.checksumKey(Seals.PURPOSE)).vouch(SEAL, VERSION)).isFalse();
        assertThat(seals(key.checksumKey(Seals.PURPOSE))
                        .vouch(
                                seals(key.checksumKey("another purpose"))
                                        .make(VERSION)
                                        .orElseThrow(),
                                VERSION))
                .isFalse();
    }

    @Test
    void areMadeUnderTheFirstKeyAndBelievedUnderEach() {
        ChecksumKey next = generate().checksumKey(Seals.PURPOSE);
        Seals both = seals(next, KEY);
        Seal made = both.make(VERSION).orElseThrow();

        assertThat(made).isEqualTo(seals(next).make(VERSION).orElseThrow()).isNotEqualTo(SEAL);
        assertThat(both.vouch(made, VERSION)).isTrue();
        assertThat(both.vouch(SEAL, VERSION)).isTrue();
    }

    @Test
    void areNeitherMadeNorBelievedWithoutAKey() {
        assertThat(Seals.NONE.make(VERSION)).isEmpty();
        assertThat(Seals.NONE.vouch(SEAL, VERSION)).isFalse();
        assertThat(Seals.NONE.vouch(new Seal(new byte[0]), VERSION)).isFalse();
    }

    private static Seals seals(ChecksumKey... keys) {
        return new Seals(List.of(keys));
    }
}
