package org.actionregistry.signing;

/** How a note is signed (C2SP signed-note, "Signature types"); those this registry knows. */
public enum SignatureType {
    /** Ed25519 over the note's text. */
    ED25519(0x01),

    /** Ed25519 over a time and the note's text (C2SP tlog-cosignature, "Ed25519 signed message"). */
    COSIGNATURE_V1(0x04);

    private final byte identifier;

    SignatureType(int identifier) {
        this.identifier = (byte) identifier;
    }

    /** The byte assigned to this type. */
    public byte identifier() {
        return identifier;
    }

    /** @throws IllegalArgumentException when the byte names a type that is not known here */
    static SignatureType of(byte identifier) {
        for (SignatureType type : values()) {
            if (type.identifier == identifier) {
                return type;
            }
        }
        throw new IllegalArgumentException(String.format(
                "signature type 0x%02x is not supported, only 0x01 (Ed25519) and 0x04 (cosignature/v1) are",
                identifier));
    }
}
