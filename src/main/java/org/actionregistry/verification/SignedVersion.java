package org.actionregistry.verification;

import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PublicKey;

/**
 * What a signature claims of one version; whether it is so is for {@link VersionVerifier} to say.
 *
 * @param coordinate what the document is filed under
 * @param digest of the canonical bytes
 * @param key the one that {@code signature} names
 */
public record SignedVersion(Coordinate coordinate, Digest digest, DetachedSignature signature, Ed25519PublicKey key) {}
