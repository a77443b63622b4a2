package org.actionregistry.http.contract;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.json.InvalidJsonException;
import org.jspecify.annotations.Nullable;

/**
 * What the contract asks of the requests of one operation, compiled once. Immutable and shared by all event loops; does
 * no I/O.
 */
final class RequestRules {
    private final Map<ParameterRule, Integer> pathParameters = new LinkedHashMap<>();
    private final Map<String, ParameterRule> queryParameters = new LinkedHashMap<>();
    private final Map<String, ParameterRule> headerParameters = new LinkedHashMap<>();
    private final QueryText queryText;
    private final Acceptance acceptance;
    private final @Nullable BodyRule body;

    /** @throws IllegalStateException when the contract asks for something that is not enforced here */
    RequestRules(String operationId, ContractDocument document, ContractDocument.Place place) {
        if (document.root().get("paths") instanceof Map<?, ?> paths
                && paths.get(place.path()) instanceof Map<?, ?> item
                && item.containsKey("parameters")) {
            throw new IllegalStateException(place.path() + ": parameters of a whole path are not enforced on requests");
        }
        PathTemplate template = new PathTemplate(place.path());
        if (place.operation().get("parameters") instanceof List<?> parameters) {
            parameters.forEach(parameter -> addParameter(document.resolved(parameter), document, template));
        }
        this.queryText = new QueryText(queryParameters, operationId);
        this.acceptance = new Acceptance(answeredTypes(document, place.operation()));
        this.body = bodyRule(document, place.operation(), operationId);
    }

    private void addParameter(
            Map<String, @Nullable Object> parameter, ContractDocument document, PathTemplate template) {
        ParameterRule rule = new ParameterRule(parameter, document);
        String in = String.valueOf(parameter.get("in"));
        switch (in) {
            case "path" -> pathParameters.put(rule, template.indexOf(rule.name()));
            case "query" -> queryParameters.put(rule.name(), rule);
            case "header" -> headerParameters.put(rule.name(), rule);
            default -> throw new IllegalStateException("parameters in '" + in + "' are not enforced on requests");
        }
    }

    /** The media types of what the operation answers when all is well. */
    private static Set<String> answeredTypes(ContractDocument document, Map<String, @Nullable Object> operation) {
        Set<String> types = new TreeSet<>();
        ContractDocument.object(operation.get("responses")).forEach((status, response) -> {
            if (status.startsWith("2") && document.resolved(response).get("content") instanceof Map<?, ?> content) {
                content.keySet().forEach(type -> types.add(type.toString().toLowerCase(Locale.ROOT)));
            }
        });
        return types;
    }

    private static @Nullable BodyRule bodyRule(
            ContractDocument document, Map<String, @Nullable Object> operation, String operationId) {
        if (!operation.containsKey("requestBody")) {
            return null;
        }
        Map<String, @Nullable Object> requestBody = document.resolved(operation.get("requestBody"));
        Map<String, @Nullable Object> content = ContractDocument.object(requestBody.get("content"));
        if (!content.keySet().equals(Set.of(BodyRule.MEDIA_TYPE))
                || !Boolean.TRUE.equals(requestBody.get("required"))) {
            throw new IllegalStateException(operationId + ": only a required JSON body is enforced on requests");
        }
        Map<String, @Nullable Object> schema = ContractDocument.object(
                ContractDocument.object(content.get(BodyRule.MEDIA_TYPE)).get("schema"));
        return new BodyRule(new SchemaCompiler(document.root()).compile(schema, operationId + " body"));
    }

    /** Whether requests of this operation carry a body; that of any other is not looked at. */
    boolean takesBody() {
        return body != null;
    }

    /**
     * Checks what can be checked before the body has arrived.
     *
     * @throws org.actionregistry.failure.Refused with {@code NOT_ACCEPTABLE} or {@code UNSUPPORTED_MEDIA_TYPE}
     */
    void negotiate(MultiMap headers) {
        acceptance.check(joined(headers, HttpHeaders.ACCEPT));
        if (body != null) {
            body.checkHeaders(headers);
        }
    }

    /**
     * Checks a whole request.
     *
     * @throws org.actionregistry.failure.Refused as {@link #negotiate}
     * @throws Invalid with {@code INVALID_JSON} when the body is no strict JSON and nothing else is wrong, or with
     *     {@code BAD_REQUEST} and everything that is wrong
     */
    ValidRequest validate(RawRequest request) {
        negotiate(request.headers());
        Violations found = new Violations();
        Map<String, Object> values = new HashMap<>();
        pathParameters.forEach((rule, segment) -> rule.check(request.segments().get(segment), values, found));
        Map<String, @Nullable String> query = queryText.read(request.query(), found);
        queryParameters.forEach((name, rule) -> rule.check(query.get(name), values, found));
        headerParameters.forEach((name, rule) -> rule.check(joined(request.headers(), name), values, found));
        Map<String, @Nullable Object> document = readBody(request, found);
        if (!found.isEmpty()) {
            throw found.asFailure(ErrorCode.BAD_REQUEST);
        }
        return new ValidRequest(values, document, acceptance.preferred(joined(request.headers(), HttpHeaders.ACCEPT)));
    }

    private @Nullable Map<String, @Nullable Object> readBody(RawRequest request, Violations found) {
        if (body == null) {
            return null;
        }
        try {
            return body.read(request.body().getBytes(), found);
        } catch (InvalidJsonException e) {
            boolean alone = found.isEmpty();
            found.add(e.pointer(), e.rule(), e.message());
            throw found.asFailure(alone ? ErrorCode.INVALID_JSON : ErrorCode.BAD_REQUEST);
        }
    }

    /** A header's lines as one list (RFC 9110, section 5.3); null where it was not sent. */
    private static @Nullable String joined(MultiMap headers, CharSequence name) {
        String first = headers.get(name);
        if (first == null) {
            return null;
        }
        List<String> lines = headers.getAll(name);
        return lines.size() == 1 ? first : String.join(", ", lines);
    }
}
