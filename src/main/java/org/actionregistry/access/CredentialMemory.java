package org.actionregistry.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials one event loop has just seen, so that an agent that asks ten thousand times a second is not hashed ten
 * thousand times. Not thread-safe.
 *
 * <p>Entries are found by a polynomial over the characters at a secret random point. Who does not know a credential cannot
 * make one that is sought in its place either, so the comparison that follows has nothing to tell to who times the answer.
 */
public final class CredentialMemory {
    /** How long one is believed without asking {@link Authentication}. */
    static final Duration BELIEVED = Duration.ofMillis(250);

    private static final int LARGEST = 1024;

    private record Seen(String secret, Principal principal, long revision, long until) {}

    private final Authentication authentication;
    private final long point = new SecureRandom().nextLong() | 1;
    private final Map<Long, Seen> seen = new HashMap<>();

    public CredentialMemory(Authentication authentication) {
        this.authentication = authentication;
    }

    /**
     * Who a credential belongs to, or null where that takes asking, or it is nobody's.
     *
     * @param now by {@link System#nanoTime}
     */
    public @Nullable Principal recall(Credential credential, long now) {
        long place = place(credential.secret());
        Seen found = seen.get(place);
        if (found != null
                && found.revision == authentication.revision()
                && now - found.until < 0
                && found.secret.equals(credential.secret())) {
            return found.principal;
        }
        return ask(credential, now, place);
    }

    private @Nullable Principal ask(Credential credential, long now, long place) {
        long revision = authentication.revision();
        Authentication.Recalled recalled = authentication.recall(credential);
        if (recalled == null) {
            seen.remove(place);
            return null;
        }
        if (seen.size() >= LARGEST) {
            seen.clear();
        }
        long nanos = Math.min(BELIEVED.toNanos(), recalled.believed().toNanos());
        seen.put(place, new Seen(credential.secret(), recalled.principal(), revision, now + nanos));
        return recalled.principal();
    }

    /** Two sums side by side, since each step of one waits for the step before. */
    private long place(String text) {
        long even = point;
        long odd = ~point;
        int last = text.length() - 1;
        for (int i = 0; i < last; i += 2) {
            even = (even + text.charAt(i)) * point;
            odd = (odd + text.charAt(i + 1)) * point;
        }
        return (text.length() & 1) == 0 ? even + 31 * odd : (even + text.charAt(last)) * point + 31 * odd;
    }
}
