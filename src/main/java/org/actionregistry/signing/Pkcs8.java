package org.actionregistry.signing;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** What an Ed25519 PKCS#8 structure holds (RFC 5958, RFC 8410), and its PEM (RFC 7468). */
final class Pkcs8 {
    /** id-Ed25519, whose parameters must be absent (RFC 8410, section 3). */
    private static final AlgorithmIdentifier ED25519 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));

    private static final Pattern BLOCK =
            Pattern.compile("\\s*-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END ([A-Z0-9 ]+)-----\\s*");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final String LABEL = "PRIVATE KEY";
    private static final int PEM_COLUMNS = 64;

    private final byte[] seed;
    private final byte @Nullable [] attachedPublicKey;

    private Pkcs8(byte[] seed, byte @Nullable [] attachedPublicKey) {
        this.seed = seed;
        this.attachedPublicKey = attachedPublicKey;
    }

    static String toPem(byte[] seed) {
        try {
            byte[] der = new PrivateKeyInfo(ED25519, new DEROctetString(seed)).getEncoded();
            String body = Base64.getMimeEncoder(PEM_COLUMNS, new byte[] {'\n'}).encodeToString(der);
            return "-----BEGIN " + LABEL + "-----\n" + body + "\n-----END " + LABEL + "-----\n";
        } catch (IOException e) {
            throw new IllegalStateException("a key of 32 bytes always encodes", e);
        }
    }

    static Pkcs8 fromPem(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.matches()) {
            throw new IllegalArgumentException(
                    "not a PEM file: expected one -----BEGIN PRIVATE KEY----- block and nothing around it");
        }
        if (!block.group(1).equals(LABEL) || !block.group(3).equals(LABEL)) {
            throw new IllegalArgumentException("expected a PEM block \"PRIVATE KEY\" (unencrypted PKCS#8), not \""
                    + shortened(block.group(1)) + "\"");
        }
        return fromDer(Base64Text.decode(WHITE_SPACE.matcher(block.group(2)).replaceAll("")));
    }

    private static Pkcs8 fromDer(byte[] der) {
        PrivateKeyInfo info = wellFormed(() -> PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der)));
        // A wrong algorithm is told apart from a broken file: it is the likelier mistake.
        if (!info.getPrivateKeyAlgorithm().equals(ED25519)) {
            throw new IllegalArgumentException("the private key is not an Ed25519 key");
        }
        byte[] seed = wellFormed(
                () -> ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets());
        if (seed.length != Ed25519.SECRET_KEY_SIZE) {
            throw new IllegalArgumentException(
                    "an Ed25519 private key has " + Ed25519.SECRET_KEY_SIZE + " bytes, this one has " + seed.length);
        }
        ASN1BitString attached = info.getPublicKeyData();
        return new Pkcs8(seed, attached == null ? null : attached.getOctets());
    }

    private interface DerStep<T> {
        @Nullable
        T take() throws IOException;
    }

    /** The ASN.1 reader fails in many ways, some of which repeat the input; here they become one that does not. */
    private static <T> T wellFormed(DerStep<T> step) {
        T result;
        try {
            result = step.take();
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | IndexOutOfBoundsException
                | NoSuchElementException e) {
            result = null;
        }
        if (result == null) {
            throw new IllegalArgumentException("the private key is not well-formed PKCS#8");
        }
        return result;
    }

    private static String shortened(String label) {
        return label.length() <= 40 ? label : label.substring(0, 40) + "...";
    }

    /** The {@value Ed25519#SECRET_KEY_SIZE} bytes of the private key; not a copy. */
    byte[] seed() {
        return seed;
    }

    /** @throws IllegalArgumentException when a public key is attached and it is not {@code publicKey} */
    void refuseOtherPublicKey(byte[] publicKey) {
        if (attachedPublicKey != null && !Arrays.equals(attachedPublicKey, publicKey)) {
            throw new IllegalArgumentException("the public key attached to the private key is not its own");
        }
    }
}
