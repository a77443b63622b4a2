package org.actionregistry.http.contract;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.actionregistry.failure.RegistryException;
import org.actionregistry.failure.Violation;
import org.jspecify.annotations.Nullable;

/** The compiled rules of one operation of the bundled contract, and a request to try on them, changed step by step. */
final class Rules {
    static final ContractDocument DOCUMENT = ContractDocument.bundled();

    static final String PUBLISH_BODY = """
            {"schema":{"name":"files.move"},"signature":{"alg":"ed25519","kid":"dev-root-1","sig":"base64:AAAA"}}""";

    private final RequestRules rules;
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private List<String> segments;
    private String query = "";
    private Buffer body = Buffer.buffer();

    private Rules(RequestRules rules, String path) {
        this.rules = rules;
        this.segments = RequestPath.parse(path).segments();
    }

    /** An operation with a path that it accepts. */
    static Rules of(String operationId, String path) {
        return new Rules(rules(operationId), path);
    }

    static RequestRules rules(String operationId) {
        ContractDocument.Place place = DOCUMENT.operations().stream()
                .filter(candidate -> operationId.equals(candidate.operation().get("operationId")))
                .findFirst()
                .orElseThrow();
        return new RequestRules(operationId, DOCUMENT, place);
    }

    static Rules listActions() {
        return of("listActions", "/actions");
    }

    static Rules getVersion() {
        return of("getVersion", "/actions/files.move/versions/1.0.0");
    }

    static Rules publish() {
        return of("publishVersion", "/actions/files.move/versions/1.0.0")
                .header("Content-Type", "application/json")
                .body(PUBLISH_BODY);
    }

    static Rules createApiKey() {
        return of("createApiKey", "/api-keys")
                .header("Content-Type", "application/json")
                .body("{\"name\":\"ci\",\"role\":\"publisher\"}");
    }

    Rules path(String path) {
        segments = RequestPath.parse(path).segments();
        return this;
    }

    Rules query(String raw) {
        query = raw;
        return this;
    }

    Rules header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    Rules without(String header) {
        headers.remove(header);
        return this;
    }

    Rules body(String text) {
        body = Buffer.buffer(text);
        return this;
    }

    Rules body(byte[] bytes) {
        body = Buffer.buffer(bytes);
        return this;
    }

    ValidRequest validate() {
        return rules.validate(new RawRequest(segments, query, headers, body));
    }

    /** What the request is refused with; null when it is not. */
    @Nullable
    RegistryException refusal() {
        try {
            validate();
            return null;
        } catch (RegistryException e) {
            return e;
        }
    }

    /** {@code path rule} of everything that is wrong. */
    List<String> violations() {
        return refusal() instanceof org.actionregistry.failure.Invalid invalid
                ? invalid.violations().stream().map(Rules::line).toList()
                : List.of();
    }

    private static String line(Violation violation) {
        return violation.path() + " " + violation.rule();
    }
}
