package org.actionregistry.http.contract;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests for every operation, good, bad and nearly good; the same ones for the same seed. */
final class RequestCorpus {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final String TRICKY = "aZ09._-+/%:\\\"' \n\t\u0000\u0085é😀{}[]=&;,#?~";

    /** Values that are good for the parameter of that name. */
    private static final Map<String, List<String>> GOOD = Map.ofEntries(
            Map.entry("name", List.of("files.move", "a", "a-b_c.d1", "0", "a".repeat(128), "true", "null")),
            Map.entry("version", List.of("1.0.0", "0.0.0", "10.20.30-rc.1", "1.0.0-0a.b-c", "1.0." + "9".repeat(100))),
            Map.entry("digest", List.of("sha256:" + "0123456789abcdef".repeat(4))),
            Map.entry("id", List.of("k1", "K_1-a", "a".repeat(64))),
            Map.entry("asset", List.of("page.js", "swagger-ui-0a1b2c.css")),
            Map.entry("q", List.of("move", "move file", "é", "a+b", "50%", "a=b&c", "😀".repeat(200))),
            Map.entry("namespace", List.of("files", "a.b")),
            Map.entry("tag", List.of("storage", "two words", "x:y")),
            Map.entry("limit", List.of("1", "50", "200", "200")),
            Map.entry("cursor", List.of("abc", "A_b-c", "Z".repeat(512))),
            Map.entry("dry_run", List.of("true", "false")),
            Map.entry("level", List.of("0", "7", "63", "entries")),
            Map.entry("part1", List.of("x001", "067", "067.p")),
            Map.entry("part2", List.of("x234", "067", "1", "255")),
            Map.entry("part3", List.of("x567", "067.p", "9")),
            Map.entry("part4", List.of("890", "12")),
            Map.entry("from", List.of("1", "1000")),
            Map.entry("to", List.of("1", "9007199254740991")),
            Map.entry("since", List.of("0", "17", "9007199254740991", "2026-03-01T12:00:00Z")),
            Map.entry("until", List.of("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.123456+01:00")),
            Map.entry("kid", List.of("dev-root-1", "a:b", "A".repeat(128))),
            Map.entry("status", List.of("active", "deprecated", "yanked", "unsafe")),
            Map.entry("address", List.of("192.0.2.7", "2001:db8::1")),
            Map.entry("code", List.of("FORBIDDEN", "SIGNATURE_INVALID")),
            Map.entry("log_index", List.of("0", "17")),
            Map.entry("operation", List.of("publishVersion")),
            Map.entry("principal", List.of("k1", "-", "bootstrap")),
            Map.entry("range", List.of("^1.2", ">=1.0.0 <2.0.0 || 3.x", "*", "1.2 - 2.3")),
            Map.entry("result", List.of("ok", "refused", "failed")),
            Map.entry("target", List.of("files.move@1.4.0")),
            Map.entry("target_prefix", List.of("files.")),
            Map.entry("If-Match", List.of("abc", "*")),
            Map.entry("type", List.of("version.published")),
            Map.entry("Last-Event-ID", List.of("-1", "0", "16")),
            Map.entry("If-None-Match", List.of("abc", "*", "W/abc, def")));

    /** Values that are bad, or that somebody takes for something else. */
    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "-1",
            "201",
            "1000",
            "1001",
            "1.0",
            "1e1",
            "1.5",
            "+1",
            "01",
            "99999999999999999999",
            "true ",
            " true",
            "TRUE",
            "null",
            "\"a\"",
            "\"a",
            "a\"b",
            "a\\b",
            "\\u0041",
            "[]",
            "{}",
            "a..b",
            "a__b",
            "a_.b",
            ".",
            "..",
            "A",
            "a/b",
            "a\n",
            "\u0000",
            "\u007f",
            "1.0",
            "1.0.0+b",
            "01.0.0",
            "1.0.0-",
            "1.0.0-01",
            "v1.0.0",
            "sha256:0",
            "sha512:" + "0".repeat(64),
            "a".repeat(65),
            "a".repeat(129),
            "a".repeat(201),
            "😀".repeat(201),
            "Z".repeat(513),
            "é");

    private final Random random;
    private final List<ContractDocument.Place> operations = Rules.DOCUMENT.operations();

    RequestCorpus(long seed) {
        this.random = new Random(seed);
    }

    TriedRequest next() {
        ContractDocument.Place place = pick(operations);
        Map<String, String> path = new LinkedHashMap<>();
        Matcher matcher = PLACEHOLDER.matcher(place.path());
        while (matcher.find()) {
            path.put(matcher.group(1), segment(matcher.group(1)));
        }
        Map<String, String> query = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        if (place.operation().get("parameters") instanceof List<?> parameters) {
            parameters.forEach(parameter -> addParameter(Rules.DOCUMENT.resolved(parameter), query, headers));
        }
        if (chance(25)) {
            query.put(TriedRequest.UNKNOWN, "2");
        }
        boolean takesBody = place.operation().containsKey("requestBody");
        String id = String.valueOf(place.operation().get("operationId"));
        return new TriedRequest(id, path, query, headers, takesBody ? contentType() : "", takesBody ? body(id) : "");
    }

    private void addParameter(
            Map<String, @Nullable Object> parameter, Map<String, String> query, Map<String, String> headers) {
        String name = String.valueOf(parameter.get("name"));
        if ("query".equals(parameter.get("in")) && !chance(2)) {
            query.put(name, value(name));
        }
        if ("header".equals(parameter.get("in")) && !chance(2)) {
            headers.put(name, value(name));
        }
    }

    /** A path has no empty and no dot segments by the time it is validated. */
    private String segment(String name) {
        String value = value(name);
        return value.isEmpty() || value.equals(".") || value.equals("..") ? "x" : value;
    }

    private String value(String name) {
        if (!chance(4)) {
            return pick(good(name));
        }
        return switch (random.nextInt(3)) {
            case 0 -> pick(ODD);
            case 1 -> mutated(pick(good(name)));
            default -> tricky(random.nextInt(6));
        };
    }

    private static List<String> good(String name) {
        return Objects.requireNonNull(GOOD.get(name), name);
    }

    private String mutated(String good) {
        int at = random.nextInt(good.length() + 1);
        return chance(2) && at < good.length()
                ? good.substring(0, at) + good.substring(at + 1)
                : good.substring(0, at) + tricky(1) + good.substring(at);
    }

    private String tricky(int length) {
        int[] points = TRICKY.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private String contentType() {
        return chance(8)
                ? pick(List.of(
                        "",
                        "text/plain",
                        "application/jsonx",
                        "application/json;charset=latin1",
                        "APPLICATION/JSON",
                        "application/json;charset=utf-8"))
                : "application/json";
    }

    private String body(String operationId) {
        JsonObject body = switch (operationId) {
            case "publishVersion" -> publishBody();
            case "createApiKey" -> apiKeyBody();
            default -> plainBody(operationId);
        };
        if (chance(10)) {
            body.put(pick(List.of("x", "", "a/b")), 1);
        }
        if (chance(8)) {
            body.remove(pick(List.copyOf(body.fieldNames())));
        }
        String text = body.encode();
        if (chance(10)) {
            return pick(List.of("", "[]", "null", "\"a\"", "{", "nonsense", "{}"));
        }
        return chance(12) ? lenient(text) : text;
    }

    /** The text with something in it that a strict reader refuses. */
    private String lenient(String text) {
        String oddity = pick(TriedRequest.LENIENT);
        if (oddity.startsWith("\"n\"")) {
            return text.replace("\"schema\":{", "\"schema\":{" + oddity + (text.contains("\"schema\":{}") ? "" : ","));
        }
        return oddity.endsWith("}}") ? text + " {}}" : "{" + oddity + text.substring(1);
    }

    /** A good one; what is done to every body makes others of it. */
    private static JsonObject plainBody(String operationId) {
        JsonObject key = new JsonObject().put("kid", "dev-root-2").put("public_key", "base64:AAAA");
        return switch (operationId) {
            case "addKey" -> key.put("nonce", "AAAA").put("signature", "base64:AAAA");
            case "createKeyChallenge" -> key;
            case "revokeKey" -> new JsonObject().put("reason", "superseded");
            case "setVersionStatus" -> new JsonObject().put("status", "yanked").put("reason", "broken");
            case "setTag" -> new JsonObject().put("version", "1.4.0");
            case "setNamespace" -> new JsonObject().put("owners", List.of("k1")).put("kids", List.of("dev-root-1"));
            case "resolveRequirements" ->
                new JsonObject()
                        .put(
                                "requirements",
                                List.of(new JsonObject()
                                        .put("name", "files.move")
                                        .put("range", "^1.2")));
            case "fetchVersions" ->
                new JsonObject()
                        .put(
                                "coordinates",
                                List.of(new JsonObject()
                                        .put("name", "files.move")
                                        .put("version", "1.4.0")));
            default -> throw new IllegalArgumentException("no good body for " + operationId);
        };
    }

    private JsonObject publishBody() {
        JsonObject signature = new JsonObject()
                .put("alg", odd("ed25519", "rs256", "", 1, null))
                .put("kid", odd("dev-root-1", "", "a b", "k\n", "a".repeat(129), 7, null))
                .put("sig", odd("base64:AAAA", "", "s".repeat(257), true, new JsonObject()));
        if (chance(12)) {
            signature.put("extra", 1);
        }
        if (chance(12)) {
            signature.remove(pick(List.of("alg", "kid", "sig")));
        }
        return new JsonObject()
                .put("schema", odd(new JsonObject().put("name", "files.move"), new JsonObject(), "a", null, List.of()))
                .put("signature", odd(signature, "a", null, List.of()));
    }

    private JsonObject apiKeyBody() {
        JsonObject body = new JsonObject()
                .put("name", odd("ci", "", "a\n", "😀".repeat(100), "😀".repeat(101), 1, null))
                .put("role", odd("publisher", "root", "ADMIN", 1, null));
        if (chance(2)) {
            body.put(
                    "namespaces",
                    odd(List.of("files"), List.of(), List.of("a", "a"), List.of("A"), List.of(1), "files", null));
        }
        if (chance(2)) {
            body.put(
                    "expires_at",
                    odd("2027-01-01T00:00:00Z", "2027-01-01T00:00:00.123+01:00", "2027-01-01", "x", 1, null));
        }
        return body;
    }

    /** Mostly {@code good}. */
    private @Nullable Object odd(Object good, @Nullable Object... odd) {
        return chance(8) ? odd[random.nextInt(odd.length)] : good;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
