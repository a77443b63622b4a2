package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {
    private final Acceptance json = new Acceptance(List.of("application/json"));

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/json",
                "Application/JSON",
                "application/*",
                "application/json; charset=utf-8",
                "text/html, application/xhtml+xml, */*;q=0.8",
                "text/html;q=0.9,application/json;q=0.1",
                "text/html;q=0, application/json",
                "application/*;q=0, application/json;q=0.5",
                "*/*;q=0, application/json;q=0.001",
                "nonsense, application/json"
            })
    void lets_through_whatever_allows_json(@Nullable String accept) {
        assertThatCode(() -> json.check(accept)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/problem+json",
                "text/*",
                "application/json;q=0",
                "application/json; q=0.0",
                "*/*, application/json;q=0",
                "application/*;q=0, */*",
                "application/json;q=high",
                "nonsense",
                ";;,"
            })
    void refuses_what_rules_json_out(String accept) {
        assertThatThrownBy(() -> json.check(accept))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a/one",
                "*/* | a/one",
                "a/two | a/two",
                "a/two, a/one | a/one",
                "a/two, a/one;q=0.9 | a/two",
                "*/*;q=0.1, A/Two;q=0.2 | a/two"
            })
    void prefers_what_the_client_does_and_else_the_first(String accept, String preferred) {
        assertThat(new Acceptance(List.of("a/one", "a/two")).preferred(accept)).isEqualTo(preferred);
    }
}
