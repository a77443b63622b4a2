package org.actionregistry.http.contract;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.JsonPointer;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** The body of an operation: {@code application/json}, strict JSON, an object, and then the contract's schema. */
final class BodyRule {
    static final String MEDIA_TYPE = "application/json";

    /** A manifest of full depth, inside the object that carries it. */
    static final int MAX_DEPTH = StrictJson.MAX_DEPTH + 1;

    private final ValueRule schema;

    BodyRule(ValueRule schema) {
        this.schema = schema;
    }

    /**
     * Checks what the headers say about the body.
     *
     * @throws Refused with {@code UNSUPPORTED_MEDIA_TYPE} unless it is uncompressed JSON in UTF-8
     */
    void checkHeaders(MultiMap headers) {
        List<String> types = headers.getAll(HttpHeaders.CONTENT_TYPE);
        String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw refusal("Send the body uncompressed.");
        }
        if (types.size() != 1 || !isJson(types.get(0))) {
            throw refusal("Send the body as " + MEDIA_TYPE + ".");
        }
    }

    /** JSON has no parameters (RFC 8259, section 11); a charset that says what is true anyway is let through. */
    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals(MEDIA_TYPE)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }

    private static Refused refusal(String message) {
        return new Refused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message, Map.of("supported", List.of(MEDIA_TYPE)));
    }

    /**
     * Reads and checks a body.
     *
     * @return the body, or null where something was added to {@code found} that keeps it from being read
     */
    @Nullable
    Map<String, @Nullable Object> read(byte[] bytes, Violations found) throws InvalidJsonException {
        if (bytes.length == 0) {
            found.add(JsonPointer.ROOT, "required", "is required");
            return null;
        }
        Map<String, @Nullable Object> body = StrictJson.readObject(bytes, MAX_DEPTH);
        schema.check(body, JsonPointer.ROOT, found);
        return body;
    }
}
