package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Clients that publish at the same time, through two registries on one database. */
class PublishRaceIT {
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final TestRegistry ONE = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final TestRegistry OTHER = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final int MANY = 32;
    private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(MANY);

    @AfterAll
    static void stop() {
        CLIENTS.shutdown();
        ONE.close();
        OTHER.close();
    }

    @RepeatedTest(20)
    void ofTwoClientsWithOtherContentExactlyOneWins(RepetitionInfo repetition) throws Exception {
        assertOneWinner("two.n" + repetition.getCurrentRepetition(), 2);
    }

    @RepeatedTest(3)
    void of32ClientsWithOtherContentExactlyOneWins(RepetitionInfo repetition) throws Exception {
        assertOneWinner("many.n" + repetition.getCurrentRepetition(), MANY);
    }

    @Test
    void theSameContentIsCreatedOnceAndFoundUnchangedByTheOthers() throws Exception {
        List<Answer> answers = race(MANY, client -> publish(client, "same.action", "1.0.0", "{}"));

        assertThat(answers.stream().map(Answer::status)).containsOnly(200, 201);
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream()
                        .map(answer -> answer.json().getInteger("log_index"))
                        .distinct())
                .hasSize(1);
        assertJournalContiguous();
    }

    @Test
    void ofNamesThatAreTooSimilarExactlyOneIsTaken() throws Exception {
        List<String> names = List.of("look.alike", "look-alike", "look_alike");

        List<Answer> answers = race(MANY, client -> publish(client, names.get(client % 3), "1.0." + client, "{}"));

        assertThat(answers.stream().map(Answer::status)).containsOnly(201, 409);
        assertThat(Sql.value(DATABASE.owner(), "SELECT count(*) FROM actions WHERE name LIKE 'look_alike'"))
                .isEqualTo("1");
        assertJournalContiguous();
    }

    private static void assertOneWinner(String name, int clients) throws Exception {
        List<Answer> answers = race(clients, client -> publish(client, name, "1.0.0", "{\"client\":" + client + "}"));

        List<Answer> created =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(created).hasSize(1);
        String winner = created.get(0).json().getString("hash");
        answers.stream().filter(answer -> answer.status() != 201).forEach(answer -> {
            answer.expect(409, "VERSION_EXISTS");
            assertThat(answer.details().getString("published_hash")).isEqualTo(winner);
        });
        for (TestRegistry registry : List.of(ONE, OTHER)) {
            assertThat(registry.http()
                            .get(RegistryHttp.version(name, "1.0.0"))
                            .json()
                            .getString("hash"))
                    .isEqualTo(winner);
        }
        assertJournalContiguous();
    }

    private static Answer publish(int client, String name, String version, String manifest) {
        TestRegistry registry = client % 2 == 0 ? ONE : OTHER;
        return registry.http().publish(name, version, TRUSTED.publishBody(manifest));
    }

    private interface Request {
        Answer send(int client);
    }

    /** All requests leave as close together as a barrier brings them. */
    private static List<Answer> race(int clients, Request request) throws ExecutionException, InterruptedException {
        CyclicBarrier start = new CyclicBarrier(clients);
        List<Future<Answer>> racing = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            racing.add(CLIENTS.submit(() -> {
                start.await();
                return request.send(client);
            }));
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : racing) {
            answers.add(answer.get());
        }
        return answers;
    }

    private static void assertJournalContiguous() {
        assertThat(
                        Sql.value(
                                DATABASE.owner(),
                                "SELECT count(*) = max(index) + 1 AND min(index) = 0 AND count(*) = (SELECT count(*) FROM"
                                        + " action_versions) AND count(*) = (SELECT next_index FROM journal_head) FROM journal"))
                .isEqualTo("t");
    }
}
