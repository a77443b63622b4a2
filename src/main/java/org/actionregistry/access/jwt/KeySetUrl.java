package org.actionregistry.access.jwt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A key set at an address of the issuer's. Redirects are not followed: they would let another host name the keys. */
public final class KeySetUrl implements KeySetSource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 256 * 1024;

    private final HttpClientAgent client;
    private final URI url;

    /** @param url https, or http to this machine */
    public KeySetUrl(Vertx vertx, URI url) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()))
                .setVerifyHost(true));
        this.url = url;
    }

    @Override
    public Future<byte[]> read() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .putHeader("Accept", "application/jwk-set+json, application/json")
                .setTimeout(PATIENCE.toMillis());
        return client.request(request)
                .compose(sent -> sent.send().compose(KeySetUrl::body))
                .timeout(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<byte[]> body(HttpClientResponse response) {
        // What is cut off here would be reported as an error of the connection as well.
        response.exceptionHandler(cut -> {});
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.failedFuture(new IOException("the answer has the status " + response.statusCode()));
        }
        Buffer received = Buffer.buffer();
        response.handler(piece -> {
            received.appendBuffer(piece);
            if (received.length() > MOST_BYTES) {
                response.request().reset();
            }
        });
        return response.end().map(end -> received.getBytes());
    }
}
