package org.actionregistry.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the registry is and how patient to be with it.
 *
 * @param base {@code http} or {@code https}, a host, perhaps a port and a path below which the API is mounted
 * @param apiKey what is sent as {@code X-API-Key}; empty for anonymous reads
 * @param connectTimeout how long a connection may take to be made
 * @param requestTimeout how long one attempt may take, from the first byte sent to the last received
 * @param attempts how often a request is tried in all while the registry answers 503 or 429; at least 1
 * @param maxRetryDelay the longest wait between two attempts, however long {@code Retry-After} says
 */
public record ClientSettings(
        URI base,
        Optional<String> apiKey,
        Duration connectTimeout,
        Duration requestTimeout,
        int attempts,
        Duration maxRetryDelay) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;

    /** @throws IllegalArgumentException saying which setting is wrong; never repeats the API key */
    public ClientSettings {
        base = checked(base);
        if (apiKey.isPresent() && !isHeaderText(apiKey.get())) {
            throw new IllegalArgumentException("the API key is empty or holds characters no HTTP header can carry");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
    }

    /**
     * The usual patience: 5 s to connect, 30 s for an answer, 5 attempts at most 10 s apart.
     *
     * @throws IllegalArgumentException when {@code base} is no usable URL or the key no header value
     */
    public static ClientSettings of(String base, Optional<String> apiKey) {
        try {
            return new ClientSettings(
                    new URI(base), apiKey, CONNECT_TIMEOUT, REQUEST_TIMEOUT, ATTEMPTS, MAX_RETRY_DELAY);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the registry's URL is malformed: " + e.getReason(), e);
        }
    }

    private static URI checked(URI base) {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || base.getHost() == null) {
            throw new IllegalArgumentException("the registry's URL must be http://HOST[:PORT] or https://HOST[:PORT]");
        }
        // A password in the URL would end up in messages; a query or fragment has no meaning for a base.
        if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("the registry's URL has a host and a path only: no user, '?' or '#'");
        }
        String text = base.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
    }

    private static boolean isHeaderText(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** The settings without the API key. */
    @Override
    public String toString() {
        return "ClientSettings[" + base + "]";
    }
}
