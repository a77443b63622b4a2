package org.actionregistry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A response that was held to the contract.
 *
 * @param method of the request
 * @param path of the request, with its query; empty where the request had none that could be read
 */
public record Answer(
        String method,
        String path,
        int status,
        HttpHeaders headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body) {
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonObject json() {
        return new JsonObject(text());
    }

    /** The value of a header that must be there once. */
    public String header(String name) {
        assertThat(headers.allValues(name)).as("%s of %s", name, this).hasSize(1);
        return headers.firstValue(name).orElseThrow();
    }

    public boolean has(String header) {
        return headers.firstValue(header).isPresent();
    }

    public JsonObject error() {
        return json().getJsonObject("error");
    }

    public String code() {
        return error().getString("code");
    }

    public JsonObject details() {
        return error().getJsonObject("details");
    }

    /** The places that the violations name. */
    public List<String> violatedPaths() {
        return details().getJsonArray("violations", new JsonArray()).stream()
                .map(violation -> ((JsonObject) violation).getString("path"))
                .toList();
    }

    /** Fails, showing the whole answer, unless it has this status. */
    public Answer expect(int expected) {
        assertThat(status).as(toString()).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is this error. */
    public Answer expect(int expected, String code) {
        expect(expected);
        assertThat(code()).as(toString()).isEqualTo(code);
        return this;
    }

    @Override
    public String toString() {
        String shown = text();
        return method + " " + path + " -> " + status + " " + headers.map() + "\n"
                + shown.substring(0, Math.min(shown.length(), 2000));
    }
}
