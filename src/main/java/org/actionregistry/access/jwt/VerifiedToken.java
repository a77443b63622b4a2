package org.actionregistry.access.jwt;

import java.time.Instant;
import org.actionregistry.access.Principal;

/**
 * A token whose signature, issuer and audience are right.
 *
 * @param until when it ends, the leeway included
 */
record VerifiedToken(Principal principal, Instant until) {}
