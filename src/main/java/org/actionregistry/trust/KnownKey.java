package org.actionregistry.trust;

import org.actionregistry.verification.KeyState;
import org.actionregistry.verification.TrustedKey;

/** A key, and what it can do at the moment of the answer. */
public record KnownKey(TrustedKey key, KeyState now) {}
