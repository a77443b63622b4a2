package org.actionregistry.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What clients' {@code Accept-Encoding} says. They send a handful of values, which are remembered as they were sent: at most
 * 64 of them, of at most 128 characters.
 */
final class AcceptedCodings {
    private static final int REMEMBERED = 64;
    private static final int LONGEST_REMEMBERED = 128;
    private static final Map<String, Codings> KNOWN = new ConcurrentHashMap<>();

    private AcceptedCodings() {}

    /** Of a request's headers. */
    static Codings of(MultiMap headers) {
        if (!headers.contains(HttpHeaders.ACCEPT_ENCODING)) {
            return Codings.PLAIN;
        }
        List<String> lines = headers.getAll(HttpHeaders.ACCEPT_ENCODING);
        return of(lines.size() == 1 ? lines.get(0) : String.join(",", lines));
    }

    /** @param header null where it was not sent, which asks for nothing in particular */
    static Codings of(@Nullable String header) {
        if (header == null) {
            return Codings.PLAIN;
        }
        Codings known = KNOWN.get(header);
        if (known != null) {
            return known;
        }
        Codings read = Codings.read(header);
        if (KNOWN.size() < REMEMBERED && header.length() <= LONGEST_REMEMBERED) {
            KNOWN.put(header, read);
        }
        return read;
    }
}
