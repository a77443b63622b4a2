package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.catalog.VersionQuery;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.Submission;
import org.actionregistry.signing.Digest;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.PrivateServer;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The database goes away, hangs, or is asked too much; nothing here reopens a client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFaultIT {
    private static final Coordinate KNOWN = Coordinate.parse("known", "1.0.0");
    private static final DatabaseLimits QUICK = new DatabaseLimits(1, 64, 1, 2, 64, 1, 400, 400);

    private PrivateServer server;

    @BeforeAll
    void start() {
        server = TestDatabase.privateServer();
        try (OpenDatabase open = OpenDatabase.of(server.runtime())) {
            Outcome.of(open.journal().append(List.of(Publication.of("known", "1.0.0"))));
        }
    }

    @AfterAll
    void close() {
        server.close();
    }

    /** Every method of every port, once. */
    private static List<Future<?>> everything(OpenDatabase open) {
        PgApiKeys keys = new PgApiKeys(open.database());
        return List.of(
                open.catalog().version(KNOWN),
                open.catalog().exists(KNOWN.name()),
                open.catalog().document(Digest.of(new byte[0])),
                open.catalog().header(KNOWN.name()),
                open.catalog().versions(new VersionQuery(KNOWN.name(), 10, Optional.empty())),
                open.catalog().list(ActionQueries.all(10, Optional.empty())),
                open.journal().append(List.of(Publication.of("known", "1.0.0"))),
                open.journal().probe(Submission.unattended(Publication.of("known", "1.0.0"))),
                keys.find("unknown"),
                keys.list(10),
                keys.revoke("unknown"),
                new PgHealth(open.database()).check());
    }

    private static void assertUnavailable(List<Future<?>> requests) {
        assertThat(requests)
                .allSatisfy(request -> assertThat(Outcome.failureOf(request))
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                failure ->
                                        assertThat(failure.retryAfterSeconds()).isPositive()));
    }

    /** The first requests may still meet what the fault left behind; it is the client that must get over it. */
    private static void assertRecovers(OpenDatabase open) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        Optional<Boolean> answer = Optional.empty();
        while (answer.isEmpty() && Instant.now().isBefore(deadline)) {
            answer = Outcome.of(open.catalog()
                    .exists(KNOWN.name())
                    .map(Optional::of)
                    .recover(failure -> Future.succeededFuture(Optional.empty())));
        }
        assertThat(answer).contains(true);
        everything(open).forEach(Outcome::of);
    }

    @Test
    void whileTheServerIsStoppedRequestsAreUnavailableAndAfterwardsTheySucceed() {
        try (OpenDatabase open = OpenDatabase.of(server.runtime())) {
            everything(open).forEach(Outcome::of);
            server.stop();
            try {
                assertUnavailable(everything(open));
            } finally {
                server.start();
            }
            assertRecovers(open);
        }
    }

    @Test
    void theProgramMayStartBeforeItsDatabase() {
        server.stop();
        try (OpenDatabase open = OpenDatabase.of(server.runtime())) {
            try {
                assertUnavailable(everything(open));
            } finally {
                server.start();
            }
            assertRecovers(open);
        }
    }

    @Test
    void aServerThatHangsIsUnavailableInBoundedTime() {
        try (OpenDatabase open = OpenDatabase.of(server.runtime(), QUICK)) {
            everything(open).forEach(Outcome::of);
            Instant before = Instant.now();
            server.pause();
            try {
                assertUnavailable(everything(open));
            } finally {
                server.resume();
            }
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertRecovers(open);
        }
    }

    @Test
    void aBatchThatWasReportedAsFailedIsNotCommittedLater() {
        try (OpenDatabase open = OpenDatabase.of(server.runtime(), QUICK)) {
            everything(open).forEach(Outcome::of);
            server.pause();
            try {
                assertThat(Outcome.failureOf(open.journal().append(List.of(Publication.of("late", "1.0.0")))))
                        .isInstanceOf(Unavailable.class)
                        .hasMessageContaining("in time");
            } finally {
                server.resume();
            }
            assertRecovers(open);

            // There is one connection for transactions, so this one comes after the one that was given up.
            Outcome.of(open.journal().append(List.of(Publication.of("after.late", "1.0.0"))));
            assertThat(Outcome.of(open.catalog().exists(new ActionName("late"))))
                    .isFalse();
        }
    }

    @Test
    void aTransactionThatWaitsTooLongForTheHeadIsCancelledByTheServer() throws SQLException {
        try (OpenDatabase open = OpenDatabase.of(server.runtime(), QUICK);
                Connection holder = Sql.connect(server.owner());
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM journal_head FOR UPDATE");

            assertThat(Outcome.failureOf(open.journal().append(List.of(Publication.of("slow", "1.0.0")))))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("could not answer");
            holder.rollback();
            assertThat(Outcome.of(open.journal().append(List.of(Publication.of("slow", "1.0.0")))))
                    .singleElement()
                    .isInstanceOf(Appended.Written.class);
        }
    }

    @Test
    void whatDoesNotFitTheQueueOfTransactionsIsRefusedAtOnce() throws SQLException {
        DatabaseLimits narrow = new DatabaseLimits(1, 2, 1, 1, 1, 1, 5_000, 5_000);
        try (OpenDatabase open = OpenDatabase.of(server.runtime(), narrow);
                Connection holder = Sql.connect(server.owner());
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM journal_head FOR UPDATE");
            List<Future<List<Appended>>> batches = new ArrayList<>();
            IntStream.range(0, 10)
                    .forEach(i -> batches.add(open.journal().append(List.of(Publication.of("queue.a" + i, "1.0.0")))));
            Outcome.of(batches.get(9).transform(refused -> Future.succeededFuture()));
            assertThat(batches)
                    .filteredOn(Future::failed)
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allSatisfy(refused -> assertThat(refused.cause())
                            .isInstanceOf(Unavailable.class)
                            .hasMessageContaining("waiting"));
            holder.rollback();

            assertThat(batches)
                    .filteredOn(batch -> !batch.failed())
                    .isNotEmpty()
                    .allSatisfy(batch -> assertThat(Outcome.of(batch)).hasSize(1));
        }
    }

    @Test
    void whatDoesNotFitTheQueueOfReadsIsRefusedAtOnce() throws SQLException {
        DatabaseLimits narrow = new DatabaseLimits(1, 1, 1, 2, 3, 1, 5_000, 5_000);
        try (OpenDatabase open = OpenDatabase.of(server.runtime(), narrow);
                Connection holder = Sql.connect(server.owner());
                Statement statement = holder.createStatement()) {
            Outcome.of(open.catalog().exists(KNOWN.name()));
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE actions IN ACCESS EXCLUSIVE MODE");
            List<Future<Boolean>> reads = new ArrayList<>();
            IntStream.range(0, 20).forEach(i -> reads.add(open.catalog().exists(new ActionName("known"))));
            Outcome.of(reads.get(19).transform(refused -> Future.succeededFuture()));
            assertThat(reads)
                    .filteredOn(Future::failed)
                    .hasSizeGreaterThanOrEqualTo(10)
                    .allSatisfy(refused -> assertThat(refused.cause())
                            .isInstanceOf(Unavailable.class)
                            .hasMessageContaining("waiting"));
            holder.rollback();

            assertThat(reads)
                    .filteredOn(read -> !read.failed())
                    .isNotEmpty()
                    .allSatisfy(read -> assertThat(Outcome.of(read)).isTrue());
        }
    }
}
