package org.actionregistry.http.contract;

import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The step of the build that makes {@code openapi.json} of {@code openapi.yaml}, so that no start reads YAML or checks a
 * contract that cannot have changed since. The build fails on a contract that is not valid.
 */
public final class ContractPackaging {
    private static final int PATIENCE_SECONDS = 60;

    private ContractPackaging() {}

    /** @param arguments the YAML to read and the JSON to write */
    public static void main(String... arguments) throws IOException, TimeoutException {
        ContractDocument document = ContractDocument.parse(Files.readAllBytes(Path.of(arguments[0])));
        check(document);
        Files.write(Path.of(arguments[1]), document.json());
    }

    /**
     * Checks a contract against the meta-schema of OpenAPI 3.1, and that everything it asks of requests is enforced; blocks.
     *
     * @throws IllegalStateException when something asked of requests is not enforced
     * @throws io.vertx.openapi.contract.OpenAPIContractException when it is no OpenAPI document
     */
    static void check(ContractDocument document) throws TimeoutException {
        Vertx vertx = Vertx.vertx();
        try {
            var valid = OpenAPIContract.from(vertx, document.forVertx()).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            var closed = vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        var unused = new Contract(document);
    }
}
