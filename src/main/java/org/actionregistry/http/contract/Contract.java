package org.actionregistry.http.contract;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract that is bundled with this program, with what it asks of requests compiled. Immutable; one is loaded and
 * shared by all instances.
 */
public final class Contract {
    private final ContractDocument document;
    private final OpenAPIContract openApi;
    private final Map<String, ContractOperation> operations = new LinkedHashMap<>();
    private final Map<String, RequestRules> rules = new LinkedHashMap<>();

    /**
     * Compiles what {@code document} asks of requests.
     *
     * @throws IllegalStateException when it names no role for an operation, or asks something of requests that is not
     *     enforced
     * @throws io.vertx.openapi.contract.OpenAPIContractException when it uses what Vert.x does not support
     */
    Contract(ContractDocument document) {
        this.document = document;
        this.openApi = StockContract.of(document);
        for (ContractDocument.Place place : document.operations()) {
            ContractOperation operation = ContractOperation.of(place);
            operations.put(operation.id(), operation);
            rules.put(operation.id(), new RequestRules(operation.id(), document, place));
        }
    }

    /**
     * Reads and compiles the contract, off the event loop. That it is an OpenAPI document was proved when it was packaged
     * ({@link ContractPackaging}).
     *
     * @return fails when it names no role for an operation, or asks something of requests that is not enforced
     */
    public static Future<Contract> load(Vertx vertx) {
        return vertx.executeBlocking(() -> new Contract(ContractDocument.bundled()), false);
    }

    /** The contract as Vert.x reads it; without security, and with responses in JSON only. */
    public OpenAPIContract openApi() {
        return openApi;
    }

    /** {@code openapi.yaml}, byte for byte; a copy. */
    public Buffer yaml() {
        return Buffer.buffer(document.yaml());
    }

    /** The same document as JSON; a copy. */
    public Buffer json() {
        return Buffer.buffer(document.json());
    }

    /** Every operation, in the order of the file. */
    public List<ContractOperation> operations() {
        return List.copyOf(operations.values());
    }

    /**
     * What an operation asks of its requests.
     *
     * @throws IllegalArgumentException when there is no such operation
     */
    RequestRules rules(String operationId) {
        RequestRules found = rules.get(operationId);
        if (found == null) {
            throw new IllegalArgumentException("the contract has no operation " + operationId);
        }
        return found;
    }
}
