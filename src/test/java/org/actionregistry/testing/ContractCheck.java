package org.actionregistry.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds HTTP responses to {@code openapi.yaml}: the status is documented for the operation, required headers are there,
 * the media type is a documented one, and the body keeps its schema and has no undocumented members. A status that only
 * {@code default} covers counts as undocumented, apart from what is refused before an operation is reached.
 *
 * <p>Reads the contract on its own, without the program's classes, so that a mistake there does not hide one here.
 */
public final class ContractCheck {
    /** What the server answers to requests of any operation, or of none, before it looks at them closely. */
    private static final List<String> BEFORE_ROUTING = List.of("400", "404", "405", "408", "414", "431");

    private final JsonObject document;
    private final Map<String, ResponseSchema> schemas = new TreeMap<>();

    private ContractCheck(JsonObject document) {
        this.document = document;
    }

    /** The contract that is bundled with the program. */
    public static ContractCheck ofBundledContract() {
        try (InputStream in = ContractCheck.class.getResourceAsStream("/openapi.yaml")) {
            Object tree = new YAMLMapper().readValue(Objects.requireNonNull(in), Object.class);
            return new ContractCheck(new JsonObject(new ObjectMapper().writeValueAsString(tree)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #require(String, String, int, Map, byte[])}, for a response of the JDK's client. */
    public void require(HttpResponse<byte[]> response) {
        URI uri = response.request().uri();
        require(
                response.request().method(),
                uri.getRawPath(),
                response.statusCode(),
                response.headers().map(),
                response.body());
    }

    /**
     * Requires that a response keeps the contract.
     *
     * @param path the raw path of the request, with or without its query
     * @throws AssertionError saying everything that breaks the contract
     */
    public void require(String method, String path, int status, Map<String, List<String>> headers, byte[] body) {
        List<String> problems = problems(method, path, status, headers, body);
        if (!problems.isEmpty()) {
            throw new AssertionError(method + " " + path + " answered " + status + " against the contract:\n  "
                    + String.join("\n  ", problems));
        }
    }

    /** Everything about a response that breaks the contract; empty when it keeps it. */
    public List<String> problems(
            String method, String path, int status, Map<String, List<String>> headers, byte[] body) {
        Map<String, List<String>> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        received.putAll(headers);
        String template = template(operationKey(method), path.split("\\?", 2)[0]);
        JsonObject item = template == null
                ? new JsonObject()
                : document.getJsonObject("paths").getJsonObject(template);
        boolean head = method.equals("HEAD");
        JsonObject operation = item.getJsonObject(operationKey(method));
        if (operation == null) {
            return problemsWithoutOperation(method, template, status, received, body);
        }
        String responsePlace = "responses/" + status;
        JsonObject response = operation.getJsonObject("responses").getJsonObject(Integer.toString(status));
        if (response == null && BEFORE_ROUTING.contains(Integer.toString(status))) {
            response = operation.getJsonObject("responses").getJsonObject("default");
        }
        if (response == null) {
            return List.of("the status " + status + " is not documented for " + operation.getString("operationId"));
        }
        return schema(operation.getString("operationId") + " " + responsePlace, response)
                .problems(received, body, head);
    }

    private List<String> problemsWithoutOperation(
            String method, @Nullable String template, int status, Map<String, List<String>> headers, byte[] body) {
        List<String> problems = new ArrayList<>();
        if (template != null && (status == 405 || status == 204) && !headers.containsKey("Allow")) {
            problems.add("the header Allow is missing");
        }
        if (template != null && method.equals("OPTIONS") && status == 204) {
            return problems;
        }
        if (!BEFORE_ROUTING.contains(Integer.toString(status))) {
            problems.add("the status " + status + " is no answer to a request that is no operation");
            return problems;
        }
        JsonObject error =
                document.getJsonObject("components").getJsonObject("responses").getJsonObject("Error");
        problems.addAll(schema("no operation", error).problems(headers, body, method.equals("HEAD")));
        return problems;
    }

    private ResponseSchema schema(String key, JsonObject response) {
        return schemas.computeIfAbsent(key, k -> ResponseSchema.of(response, document));
    }

    private static String operationKey(String method) {
        return method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    }

    /** The contract's path that a request's path matches: those that have its method first, then literal ones. */
    private @Nullable String template(String operation, String path) {
        List<String> matching = document.getJsonObject("paths").fieldNames().stream()
                .filter(template -> path.matches(template.replace(".", "\\.").replaceAll("\\{[^/]*}", "[^/]+")))
                .toList();
        JsonObject paths = document.getJsonObject("paths");
        return matching.stream()
                .min(Comparator.comparing((String template) ->
                                !paths.getJsonObject(template).containsKey(operation))
                        .thenComparing(template -> template.contains("{")))
                .orElse(null);
    }
}
