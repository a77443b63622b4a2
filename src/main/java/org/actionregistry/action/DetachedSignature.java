package org.actionregistry.action;

/**
 * A detached signature as it was sent or stored, not yet believed: any of the three may be nonsense, which is for
 * verification to say.
 *
 * @param alg the algorithm; only {@code ed25519} verifies
 * @param kid the id of the signing key
 * @param sig the signature over the 32 raw digest bytes, {@code base64:...}
 */
public record DetachedSignature(String alg, String kid, String sig) {
    /** The only algorithm there is: Ed25519, RFC 8032. */
    public static final String ED25519 = "ed25519";
}
