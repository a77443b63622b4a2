package org.actionregistry.http;

import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import org.actionregistry.access.Credential;
import org.actionregistry.access.CredentialMemory;
import org.actionregistry.access.Principal;
import org.actionregistry.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that nobody could refuse, but for their path, from all others. Where there are limits on rates there are
 * none of these, since the router counts every request.
 *
 * <p>For one event loop; not thread-safe.
 */
final class PlainReads {
    /** Longer lists of entity tags are the router's, which has a limit for them. */
    private static final int LONGEST_TAGS = 1024;

    private final CredentialMemory credentials;
    private final int mostHeaders;
    private final boolean anonymousRead;
    private final boolean unlimited;

    /** That of the last good one, which mostly is that of the next. */
    private @Nullable String goodHost;

    PlainReads(HttpEdge.Parts parts, int mostHeaders) {
        this.credentials = new CredentialMemory(parts.authentication());
        this.mostHeaders = mostHeaders;
        this.anonymousRead = parts.openness().anonymousRead();
        this.unlimited = parts.rates().areOff();
    }

    /** Whether there is nothing to refuse in a head that was read without finding anything odd, its credential aside. */
    boolean isPlain(WireHead head) {
        String tags = head.ifNoneMatch();
        return unlimited
                && head.lines() <= mostHeaders
                && isGoodHost(head.host())
                && takesJson(head.accept())
                && (tags == null || tags.length() <= LONGEST_TAGS)
                && !WriteLog.seesReads();
    }

    private boolean isGoodHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        if (host.equals(goodHost)) {
            return true;
        }
        if (HostAndPort.parseAuthority(host, -1) == null) {
            return false;
        }
        goodHost = host;
        return true;
    }

    private static boolean takesJson(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || accept.contentEquals(Replies.JSON);
    }

    /**
     * Whether the sender of a head that was read without finding anything odd is known and may read, or need not be known.
     *
     * @param now by {@link System#nanoTime}
     */
    boolean mayRead(WireHead head, long now) {
        Optional<Credential> credential = AccessGuard.credential(head.apiKey(), head.authorization());
        if (credential.isEmpty()) {
            return anonymousRead;
        }
        Principal principal = credentials.recall(credential.get(), now);
        return principal != null && principal.role().includes(Role.READER);
    }
}
