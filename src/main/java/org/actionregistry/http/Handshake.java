package org.actionregistry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.actionregistry.failure.Invalid;

/** The client's part of a WebSocket handshake (RFC 6455, section 4.2.1); Vert.x would refuse it outside of our envelope. */
final class Handshake {
    private static final String VERSION = "13";
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private Handshake() {}

    static boolean isOne(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    /** @throws Invalid naming the header that is not as it should be */
    static void check(HttpServerRequest request) {
        String connection = Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONNECTION), "");
        require(
                request.version() == HttpVersion.HTTP_1_1
                        && connection.toLowerCase(Locale.ROOT).contains("upgrade"),
                "Connection",
                "a WebSocket handshake has 'Connection: Upgrade', over HTTP/1.1");
        require(
                VERSION.equals(request.getHeader("Sec-WebSocket-Version")),
                "Sec-WebSocket-Version",
                "should be " + VERSION);
        String key = Objects.requireNonNullElse(request.getHeader("Sec-WebSocket-Key"), "");
        require(NONCE.matcher(key).matches(), "Sec-WebSocket-Key", "should be 16 bytes in base64");
    }

    private static void require(boolean right, String header, String message) {
        if (!right) {
            throw Invalid.request("header." + header, "handshake", header + ": " + message + ".");
        }
    }
}
