package org.actionregistry.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Iterator;
import java.util.Map;
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
    private @Nullable String goodHost;

    PlainReads(HttpEdge.Parts parts, int mostHeaders) {
        this.credentials = new CredentialMemory(parts.authentication());
        this.mostHeaders = mostHeaders;
        this.anonymousRead = parts.openness().anonymousRead();
        this.unlimited = parts.rates().areOff();
    }

    /** Whether a request is for the host that the last good one was for. */
    boolean knowsHost(MultiMap headers) {
        String host = headers.get(HttpHeaders.HOST);
        return host != null && host.equals(goodHost);
    }

    /** Whether a request names its host well; if so, it is the one that is known. */
    boolean knowsHost(HttpServerRequest request) {
        if (knowsHost(request.headers())) {
            return true;
        }
        String host = request.headers().get(HttpHeaders.HOST);
        if (host == null || request.authority() == null) {
            return false;
        }
        goodHost = host;
        return true;
    }

    /** Whether there is nothing to refuse in a head that was read without finding anything odd, its credential aside. */
    boolean isPlain(WireHead head) {
        String host = head.host();
        String tags = head.ifNoneMatch();
        return unlimited
                && head.lines() <= mostHeaders
                && host != null
                && host.equals(goodHost)
                && takesJson(head.accept())
                && (tags == null || tags.length() <= LONGEST_TAGS)
                && !WriteLog.seesReads();
    }

    /** Whether there is nothing to refuse in the headers, host and credential aside. */
    boolean areHeaders(MultiMap headers) {
        return unlimited && takesJson(headers) && asksShortly(headers) && hasFewLines(headers) && !WriteLog.seesReads();
    }

    private static boolean takesJson(MultiMap headers) {
        String accept = headers.get(HttpHeaders.ACCEPT);
        return takesJson(accept)
                && (accept == null || headers.getAll(HttpHeaders.ACCEPT).size() == 1);
    }

    private static boolean takesJson(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || accept.contentEquals(Replies.JSON);
    }

    private static boolean asksShortly(MultiMap headers) {
        String tags = headers.get(HttpHeaders.IF_NONE_MATCH);
        return tags == null
                || (tags.length() <= LONGEST_TAGS
                        && headers.getAll(HttpHeaders.IF_NONE_MATCH).size() == 1);
    }

    private boolean hasFewLines(MultiMap headers) {
        int lines = 0;
        for (Iterator<Map.Entry<String, String>> line = headers.iterator(); line.hasNext(); line.next()) {
            lines++;
        }
        return lines <= mostHeaders;
    }

    /**
     * Whether the sender is known and may read, or need not be known.
     *
     * @param now by {@link System#nanoTime}
     */
    boolean mayRead(MultiMap headers, long now) {
        return mayRead(AccessGuard.credential(headers), now);
    }

    /** The same of a head that was read without finding anything odd. */
    boolean mayRead(WireHead head, long now) {
        return mayRead(AccessGuard.credential(head.apiKey(), head.authorization()), now);
    }

    private boolean mayRead(Optional<Credential> credential, long now) {
        if (credential.isEmpty()) {
            return anonymousRead;
        }
        Principal principal = credentials.recall(credential.get(), now);
        return principal != null && principal.role().includes(Role.READER);
    }
}
