package org.actionregistry.http.contract;

import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.impl.OpenAPIContractImpl;

/**
 * The contract as {@code RouterBuilder} wants it.
 *
 * <p>This goes past {@link OpenAPIContract#from}, and so to a constructor that is public but not API: the loader would
 * compile the meta-schemas of OpenAPI 3.1 and check with them, at each start, a file that cannot have changed since
 * {@link ContractPackaging} did so. {@code StockContractTest} holds what is made here against what the loader makes.
 */
final class StockContract {
    /** The loader's; references of the contract are relative to it. */
    private static final String BASE_URI = "app://";

    private StockContract() {}

    /**
     * Resolves a contract that has been checked. References become shared objects; packaged as text, with each schema repeated
     * wherever it is referred to, the resolved form would be nine times as long.
     *
     * <p>The repository knows no schema: it validates nothing, {@link RequestRules} does.
     *
     * @throws io.vertx.openapi.contract.OpenAPIContractException when it uses what Vert.x does not support
     */
    static OpenAPIContract of(ContractDocument document) {
        SchemaRepository repository = SchemaRepository.create(
                new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri(BASE_URI));
        return new OpenAPIContractImpl(repository.resolve(document.forVertx()), OpenAPIVersion.V3_1, repository);
    }
}
