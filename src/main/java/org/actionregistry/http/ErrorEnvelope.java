package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.actionregistry.events.EndReason;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.RegistryException;
import org.actionregistry.failure.Violation;

/** The one form of every error: {@code {"error":{"code","message","details"}}}; {@code details} is always an object. */
final class ErrorEnvelope {
    private ErrorEnvelope() {}

    static Buffer of(RegistryException failure) {
        JsonObject details = new JsonObject();
        failure.details().forEach(details::put);
        if (failure instanceof Invalid invalid) {
            details.put("violations", violations(invalid.violations()));
        }
        return of(failure.code().name(), failure.message(), details);
    }

    static Buffer of(ErrorCode code, String message, Map<String, Object> details) {
        return of(code.name(), message, new JsonObject(details));
    }

    /** For what ends a stream that has long begun, which has a code but no status. */
    static Buffer of(EndReason reason) {
        return of(reason.name(), reason.message(), new JsonObject());
    }

    private static Buffer of(String code, String message, JsonObject details) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("code", code)
                                .put("message", message)
                                .put("details", details))
                .toBuffer();
    }

    private static JsonArray violations(List<Violation> violations) {
        JsonArray array = new JsonArray();
        for (Violation violation : violations) {
            array.add(new JsonObject()
                    .put("path", violation.path())
                    .put("rule", violation.rule())
                    .put("message", violation.message()));
        }
        return array;
    }
}
