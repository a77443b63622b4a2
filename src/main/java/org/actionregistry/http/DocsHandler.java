package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.http.contract.Contract;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;
import org.actionregistry.signing.Digest;

/** Serves the contract and a page to read it with, all from memory and from this server alone. Immutable. */
public final class DocsHandler {
    /** Swagger UI sets no inline styles or scripts; its icons are {@code data:} images. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String WEB_JAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String WEB_JAR_PROPERTIES = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final int HASH_DIGITS = 12;

    private final FixedAnswer yaml;
    private final FixedAnswer json;
    private final FixedAnswer page;
    private final Map<String, FixedAnswer> assets = new LinkedHashMap<>();

    /** Reads everything there is to serve; blocks. */
    public DocsHandler(Contract contract) {
        this.yaml = FixedAnswer.of(contract.yaml(), revalidated("application/yaml"));
        this.json = FixedAnswer.of(contract.json(), revalidated("application/json"));
        String swaggerUi = WEB_JAR + swaggerUiVersion() + "/";
        String html = resource("/docs/page.html").toString();
        html = withAsset(html, "swagger-ui.css", CSS, resource(swaggerUi + "swagger-ui.css"));
        html = withAsset(html, "swagger-ui.js", JAVASCRIPT, resource(swaggerUi + "swagger-ui-bundle.js"));
        html = withAsset(html, "page.css", CSS, resource("/docs/page.css"));
        html = withAsset(html, "page.js", JAVASCRIPT, resource("/docs/page.js"));
        Map<String, String> headers = revalidated("text/html; charset=utf-8");
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        this.page = FixedAnswer.of(Buffer.buffer(html), headers);
    }

    /** Its operations, by id. */
    public Map<String, OperationHandler> operations() {
        return Map.of(
                "getContractYaml", yaml::send,
                "getContractJson", json::send,
                "getDocs", page::send,
                "getDocsAsset", this::asset);
    }

    private Future<Void> asset(RoutingContext ctx, ValidRequest request) {
        FixedAnswer asset = assets.get(request.text("asset"));
        if (asset == null) {
            throw new Refused(ErrorCode.ROUTE_NOT_FOUND, "There is no such file.");
        }
        return asset.send(ctx, request);
    }

    /** Adds an asset under a name that carries its hash, and writes that name into the page. */
    private String withAsset(String html, String name, String contentType, Buffer content) {
        int dot = name.lastIndexOf('.');
        String hash = Digest.of(content.getBytes()).hex().substring(0, HASH_DIGITS);
        String hashedName = name.substring(0, dot) + "-" + hash + name.substring(dot);
        Map<String, String> headers = headers(contentType);
        headers.put("Cache-Control", "public, max-age=31536000, immutable");
        assets.put(hashedName, FixedAnswer.of(content, headers));
        return html.replace("docs/" + name, "docs/" + hashedName);
    }

    private static Map<String, String> revalidated(String contentType) {
        Map<String, String> headers = headers(contentType);
        headers.put("Cache-Control", "no-cache");
        return headers;
    }

    private static Map<String, String> headers(String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    private static String swaggerUiVersion() {
        Properties properties = new Properties();
        try (InputStream in = stream(WEB_JAR_PROPERTIES)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(WEB_JAR_PROPERTIES + " cannot be read", e);
        }
        return properties.getProperty("version");
    }

    private static Buffer resource(String path) {
        try (InputStream in = stream(path)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    private static InputStream stream(String path) {
        InputStream in = DocsHandler.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(path + " is not on the class path");
        }
        return in;
    }
}
