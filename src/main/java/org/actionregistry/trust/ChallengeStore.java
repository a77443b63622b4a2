package org.actionregistry.trust;

import io.vertx.core.Future;
import java.util.Optional;
import org.actionregistry.signing.KeyChallenge;

/** Challenges that were issued and not yet answered, shared by all servers of a registry. */
public interface ChallengeStore {
    /** Keeps a challenge until it is taken or has expired. */
    Future<Void> put(KeyChallenge challenge);

    /** Takes the challenge with that nonce away: of all who ask for it, on any server, one gets it. */
    Future<Optional<KeyChallenge>> take(byte[] nonce);
}
