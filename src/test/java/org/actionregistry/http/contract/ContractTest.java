package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class ContractTest {
    private final Vertx vertx = Vertx.vertx();
    private final ContractDocument document = ContractDocument.bundled();
    private Contract contract;

    @BeforeAll
    void load() throws Exception {
        contract = Contract.load(vertx).await(30, TimeUnit.SECONDS);
    }

    @AfterAll
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void serves_the_file_at_the_top_of_the_project_byte_for_byte() throws Exception {
        assertThat(contract.yaml().getBytes()).isEqualTo(Files.readAllBytes(Path.of("openapi.yaml")));
    }
}
