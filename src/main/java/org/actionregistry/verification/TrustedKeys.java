package org.actionregistry.verification;

import java.util.Optional;

/** Which keys are trusted now; thread-safe. */
public interface TrustedKeys {
    /** The key of that id. The id may be any text; one that is no key id names no key. */
    Optional<TrustedKey> find(String kid);
}
