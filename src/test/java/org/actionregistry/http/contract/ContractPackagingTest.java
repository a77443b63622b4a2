package org.actionregistry.http.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.openapi.contract.OpenAPIContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step of the build that checks and converts the contract. */
class ContractPackagingTest {
    private static final String VALID = """
            openapi: 3.1.0
            info: {title: t, version: "1"}
            paths:
              /things:
                get:
                  operationId: listThings
                  x-required-role: none
                  parameters:
                    - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 9}}
                  responses:
                    "200": {description: all}
            """;

    @TempDir
    Path directory;

    @Test
    void the_packaged_form_says_what_the_file_at_the_top_of_the_project_says() throws IOException {
        assertThat(new ObjectMapper().readTree(ContractDocument.bundled().json()))
                .isEqualTo(new YAMLMapper().readTree(Path.of("openapi.yaml").toFile()));
    }

    @Test
    void the_packaged_form_is_valid() {
        assertThatCode(() -> ContractPackaging.check(ContractDocument.bundled()))
                .doesNotThrowAnyException();
    }

    @Test
    void writes_the_same_document_as_json() throws Exception {
        Path json = pack(VALID);

        assertThat(new ObjectMapper().readTree(json.toFile())).isEqualTo(new YAMLMapper().readTree(VALID));
    }

    @Test
    void refuses_what_is_no_openapi_document_and_writes_nothing() {
        assertThatThrownBy(() -> pack(VALID.replace("description: all", "descriptive: all")))
                .isInstanceOf(OpenAPIContractException.class);
        assertThat(directory.resolve("openapi.json")).doesNotExist();
    }

    @Test
    void refuses_what_would_not_be_enforced() {
        assertThatThrownBy(() -> pack(VALID.replace("maximum: 9", "maximum: 9, multipleOf: 5")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("multipleOf");
    }

    private Path pack(String yaml) throws Exception {
        Path from = Files.write(directory.resolve("openapi.yaml"), yaml.getBytes(UTF_8));
        Path to = directory.resolve("openapi.json");
        ContractPackaging.main(from.toString(), to.toString());
        return to;
    }
}
