package org.actionregistry.trust;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.actionregistry.bus.Call;
import org.actionregistry.journal.Actor;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.RevocationReason;

/** What {@link TrustVerticle} answers on the event bus. */
public final class TrustCalls {
    /** A question without parameters. */
    public record Everything() {}

    /** All keys, by kid. */
    public record KeyList(List<KnownKey> keys) {
        public KeyList {
            keys = List.copyOf(keys);
        }
    }

    /** @param publicKey as it was sent, in base64 */
    public record Candidate(KeyId kid, String publicKey) {}

    /**
     * A new key.
     *
     * @param nonce of a challenge that was issued for this candidate, in base64
     * @param signature the candidate's, of that challenge, in base64
     */
    public record Addition(
            Candidate candidate,
            String nonce,
            String signature,
            Optional<Instant> notBefore,
            Optional<Instant> notAfter,
            Actor actor) {}

    public record Retirement(KeyId kid, Actor actor) {}

    public record Revocation(KeyId kid, RevocationReason reason, Optional<Instant> compromisedSince, Actor actor) {}

    public static final Call<Everything, KeyList> LIST = new Call<>("trust.list");

    /** One key; fails with KEY_NOT_FOUND. */
    public static final Call<KeyId, KnownKey> SHOW = new Call<>("trust.show");

    /** What the holder of a new key is to sign; fails with KEY_EXISTS. */
    public static final Call<Candidate, KeyChallenge> CHALLENGE = new Call<>("trust.challenge");

    /** Fails with KEY_EXISTS, CHALLENGE_INVALID or SIGNATURE_INVALID. */
    public static final Call<Addition, KnownKey> ADD = new Call<>("trust.add");

    /** Fails with KEY_NOT_FOUND or KEY_STATE_CONFLICT. */
    public static final Call<Retirement, KnownKey> RETIRE = new Call<>("trust.retire");

    /** Likewise. */
    public static final Call<Revocation, KnownKey> REVOKE = new Call<>("trust.revoke");

    private TrustCalls() {}
}
