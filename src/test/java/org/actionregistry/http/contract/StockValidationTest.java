package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.actionregistry.failure.RegistryException;
import org.actionregistry.testing.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The compiled rules against the stock validator: the same requests, the same verdicts, but for {@link StockDifference}. */
class StockValidationTest {
    private static final long SEED = 20260301;
    private static final int REQUESTS = 8000;

    private final Map<StockDifference, Integer> differences = new EnumMap<>(StockDifference.class);
    private final List<String> unexplained = new ArrayList<>();
    private final Set<String> acceptedOperations = new TreeSet<>();
    private final Set<String> refusedOperations = new TreeSet<>();
    private final Map<String, RequestRules> rules = new TreeMap<>();

    @Test
    void compiled_rules_and_the_stock_validator_agree_but_for_the_known_differences() {
        Rules.DOCUMENT.operations().forEach(place -> {
            String id = String.valueOf(place.operation().get("operationId"));
            rules.put(id, new RequestRules(id, Rules.DOCUMENT, place));
        });
        Vertx vertx = Vertx.vertx();
        try {
            OpenAPIContract contract = Outcome.of(OpenAPIContract.from(vertx, Rules.DOCUMENT.forVertx()));
            RequestValidator stock = RequestValidator.create(vertx, contract);
            RequestCorpus corpus = new RequestCorpus(SEED);
            for (int i = 0; i < REQUESTS; i++) {
                compare(corpus.next(), stock);
            }
        } finally {
            Outcome.of(vertx.close());
        }

        assertThat(unexplained).isEmpty();
        assertThat(differences).as("differences that were met").containsOnlyKeys(StockDifference.values());
        assertThat(acceptedOperations).isEqualTo(rules.keySet());
        assertThat(refusedOperations).containsAll(operationsWithParametersOrBody());
    }

    private void compare(TriedRequest request, RequestValidator stock) {
        boolean stockAccepts = stockAccepts(request, stock);
        boolean compiledAccepts = compiledAccepts(request);
        if (stockAccepts == compiledAccepts) {
            (stockAccepts ? acceptedOperations : refusedOperations).add(request.operationId());
            return;
        }
        List<StockDifference> explanations = new ArrayList<>(List.of(StockDifference.values()));
        explanations.removeIf(difference -> !difference.explains(request, stockAccepts));
        explanations.forEach(difference -> differences.merge(difference, 1, Integer::sum));
        if (explanations.isEmpty()) {
            unexplained.add((stockAccepts ? "only stock accepts " : "only the compiled rules accept ") + request);
        }
    }

    private static Set<String> operationsWithParametersOrBody() {
        return Rules.DOCUMENT.operations().stream()
                .filter(place -> place.operation().containsKey("requestBody") || hasCheckedParameters(place))
                .map(place -> String.valueOf(place.operation().get("operationId")))
                .collect(Collectors.toSet());
    }

    /** An {@code If-None-Match} alone is hardly ever refused. */
    private static boolean hasCheckedParameters(ContractDocument.Place place) {
        return place.operation().get("parameters") instanceof List<?> parameters
                && parameters.stream()
                        .map(Rules.DOCUMENT::resolved)
                        .anyMatch(parameter -> !"header".equals(parameter.get("in")));
    }

    private static boolean stockAccepts(TriedRequest request, RequestValidator stock) {
        Future<Boolean> verdict = stock.validate(
                        new ValidatableRequestImpl(
                                Map.of(),
                                parameters(request.headers()),
                                parameters(request.path()),
                                parameters(request.query()),
                                new RequestParameterImpl(Buffer.buffer(request.bodyText())),
                                request.contentType().isEmpty() ? null : request.contentType()),
                        request.operationId())
                .map(true)
                .otherwise(false);
        return Outcome.of(verdict);
    }

    private static Map<String, RequestParameter> parameters(Map<String, String> values) {
        Map<String, RequestParameter> parameters = new HashMap<>();
        values.forEach((name, value) -> parameters.put(name, new RequestParameterImpl(value)));
        return parameters;
    }

    private boolean compiledAccepts(TriedRequest request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        if (!request.contentType().isEmpty()) {
            headers.add("Content-Type", request.contentType());
        }
        String query = request.query().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        RequestRules operation = rules.get(request.operationId());
        try {
            return operation != null
                    && operation.validate(new RawRequest(
                                    segments(request), query, headers, Buffer.buffer(request.bodyText())))
                            != null;
        } catch (RegistryException e) {
            return false;
        }
    }

    private static List<String> segments(TriedRequest request) {
        String template = Rules.DOCUMENT.operations().stream()
                .filter(place -> request.operationId().equals(place.operation().get("operationId")))
                .map(ContractDocument.Place::path)
                .findFirst()
                .orElseThrow();
        List<String> segments = new ArrayList<>();
        for (String segment : template.substring(1).split("/", -1)) {
            segments.add(segment.startsWith("{") ? value(request, segment) : segment);
        }
        return segments;
    }

    private static String value(TriedRequest request, String placeholder) {
        @Nullable String value = request.path().get(placeholder.substring(1, placeholder.length() - 1));
        return value == null ? "" : value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
