package org.actionregistry.verification;

import java.util.Optional;

/** Which keys are known now, the retired and the revoked among them; thread-safe. */
public interface TrustedKeys {
    /**
     * The key of that id. The id may be any text; one that is no key id names no key.
     *
     * @throws org.actionregistry.failure.Unavailable while it is not known which keys were revoked
     */
    Optional<TrustedKey> find(String kid);

    /**
     * Names what {@link #find} answers, and the present state of the keys: a verdict that was made under one epoch may be
     * repeated under the same one, and under no other. Taken before the verdict, since the keys may change meanwhile.
     */
    default long epoch() {
        return 0;
    }
}
