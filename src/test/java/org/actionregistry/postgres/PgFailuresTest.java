package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.testing.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgFailuresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08006", "53000", "53200", "53300", "57014", "57P01", "57P02", "57P03", "57P05", "25P03",
                "25006", "55P03", "40001", "40P01", "42P01", "42703"
            })
    void aServerThatCannotAnswerNowIsUnavailable(String sqlState) {
        assertThat(PgFailures.translate(error(sqlState))).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
            assertThat(unavailable.retryAfterSeconds()).isPositive();
            assertThat(unavailable).hasMessageNotContaining("secret detail");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22021", "42501", "XX000"})
    void aMistakeOfOursStaysWhatItIs(String sqlState) {
        PgException error = error(sqlState);

        assertThat(PgFailures.translate(error)).isSameAs(error);
    }

    @Test
    void aParameterOfTheWrongTypeIsNotTakenForAnAbsentDatabase() {
        VertxException mistake = new VertxException("Parameter at position[1] can not be coerced");

        assertThat(PgFailures.translate(mistake)).isSameAs(mistake);
    }

    @ParameterizedTest
    @MethodSource
    void aConnectionThatFailsIsUnavailable(Throwable failure) {
        assertThat(PgFailures.translate(failure)).isInstanceOf(Unavailable.class);
    }

    static Stream<Throwable> aConnectionThatFailsIsUnavailable() {
        return Stream.of(
                new ConnectException("refused"),
                ClosedConnectionException.INSTANCE,
                new ConnectionPoolTooBusyException("full"));
    }

    @Test
    void whatNeverAnswersIsUnavailableInBoundedTime() {
        assertThat(Outcome.failureOf(PgFailures.bounded(Promise.promise().future(), 20)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("in time");
    }

    private static PgException error(String sqlState) {
        return new PgException("secret detail", "ERROR", sqlState, "secret detail");
    }
}
