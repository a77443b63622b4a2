package org.actionregistry.verification;

import java.time.Instant;
import java.util.Optional;
import org.actionregistry.signing.RevocationReason;

/**
 * What has happened to a key, as far as the journal was read. It decides by the order of the journal, not by clocks: what
 * stands before an entry was known when that entry was written. Only a window is a matter of time.
 *
 * @param added the entry that made it trusted; empty for a configured key, which is trusted since ever
 * @param notBefore the first moment at which it may sign; empty for at once
 * @param notAfter the moment from which it may not sign; empty for never
 * @param retired the entry that retired it
 * @param revoked the entry that revoked it first, with the gravest reason that any has given
 */
public record KeyLife(
        Optional<Moment> added,
        Optional<Instant> notBefore,
        Optional<Instant> notAfter,
        Optional<Moment> retired,
        Optional<Revocation> revoked) {

    /** A place in the journal. */
    public record Moment(long index, Instant time) {
        Moment orEarlier(Moment other) {
            return other.index < index ? other : this;
        }
    }

    /**
     * The withdrawal of trust.
     *
     * @param compromisedSince what was logged before it stands in spite of a compromise; empty when that is not known
     */
    public record Revocation(Moment moment, RevocationReason reason, Optional<Instant> compromisedSince) {
        /** Whether a signature that was logged at {@code time}, before the revocation, is in doubt. */
        boolean taints(Instant time) {
            return reason.compromising()
                    && compromisedSince.map(since -> !time.isBefore(since)).orElse(true);
        }

        /** Whether it says worse of the key than {@code other}; the database decides in the same way. */
        boolean isGraverThan(Revocation other) {
            if (!reason.compromising()) {
                return false;
            }
            return !other.reason.compromising()
                    || (other.compromisedSince.isPresent()
                            && compromisedSince
                                    .map(since -> since.isBefore(other.compromisedSince.get()))
                                    .orElse(true));
        }
    }

    /** A configured key to which nothing has happened. */
    public static final KeyLife SINCE_EVER =
            new KeyLife(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A key that an entry has made trusted. */
    public static KeyLife addedAt(Moment moment, Optional<Instant> notBefore, Optional<Instant> notAfter) {
        return new KeyLife(Optional.of(moment), notBefore, notAfter, Optional.empty(), Optional.empty());
    }

    /** The same life in the eyes of someone who trusts the key since ever, whenever it was added. */
    public KeyLife configured() {
        return new KeyLife(Optional.empty(), notBefore, notAfter, retired, revoked);
    }

    /** The life after a retirement; the earliest counts, in whatever order one learns of them. */
    public KeyLife retiredAt(Moment moment) {
        Moment first = retired.map(moment::orEarlier).orElse(moment);
        return new KeyLife(added, notBefore, notAfter, Optional.of(first), revoked);
    }

    /** The life after a revocation; the earliest place and the gravest reason count, in whatever order one learns of them. */
    public KeyLife revokedBy(Revocation other) {
        Revocation known = revoked.orElse(other);
        Revocation gravest = other.isGraverThan(known) ? other : known;
        return new KeyLife(
                added,
                notBefore,
                notAfter,
                retired,
                Optional.of(new Revocation(
                        known.moment().orEarlier(other.moment()), gravest.reason(), gravest.compromisedSince())));
    }

    /** What the key could do in the entry at {@code index}, logged at {@code time}. */
    public KeyState at(long index, Instant time) {
        if (added.isPresent() && index <= added.get().index()) {
            return KeyState.NOT_ADDED;
        }
        if (revoked.isPresent() && revoked.get().moment().index() <= index) {
            return KeyState.REVOKED;
        }
        if (retired.isPresent() && retired.get().index() <= index) {
            return KeyState.RETIRED;
        }
        if (notBefore.isPresent() && time.isBefore(notBefore.get())) {
            return KeyState.NOT_YET_VALID;
        }
        return notAfter.isPresent() && !time.isBefore(notAfter.get()) ? KeyState.EXPIRED : KeyState.ACTIVE;
    }

    /** What the key can do in whatever is logged next. */
    public KeyState now(Instant now) {
        return at(Long.MAX_VALUE, now);
    }

    /**
     * Whether what the key signed in the entry at {@code index}, logged at {@code time}, is to be believed: it was active
     * there, and no revocation since has put the signatures of that time in doubt.
     */
    public boolean vouchesFor(long index, Instant time) {
        return at(index, time) == KeyState.ACTIVE && !isTainted(time);
    }

    /** Whether a revocation, be it earlier or later, says that somebody else may have signed at {@code time}. */
    boolean isTainted(Instant time) {
        return revoked.map(revocation -> revocation.taints(time)).orElse(false);
    }
}
