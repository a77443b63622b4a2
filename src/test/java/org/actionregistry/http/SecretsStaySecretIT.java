package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.LogCapture;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API keys are seen by whoever they are issued to, once, and by nobody else. */
class SecretsStaySecretIT {
    /** Well-formed, with the right checksum or not: what people paste is as secret as what works. */
    private static final String WRONG_KEY = "areg_abcdefghijkl_mnopqrstuvwxyz234567abcdefghijklmnopqrst_0badc0de";

    /** At TRACE, Vert.x logs the URI of each request, so a key in a URL, where it does not belong, can show there. */
    @ParameterizedTest
    @CsvSource({"TRACE, false", "DEBUG, true"})
    void noKeyReachesALogAnAnswerOrTheDatabase(String level, boolean alsoInUrls) {
        try (LogCapture log = LogCapture.from(Level.toLevel(level));
                TestRegistry registry = TestRegistry.start()) {
            IssuedKey key = IssuedKey.issue(registry, "admin");

            List<Answer> answers = use(registry.http(), List.of(key.secret(), BOOTSTRAP_KEY, WRONG_KEY), alsoInUrls);
            key.revoked();
            registry.stop();

            assertThat(answers)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(answer -> assertThat(answer.headers() + answer.text())
                            .doesNotContain(key.secret(), BOOTSTRAP_KEY, WRONG_KEY));
            assertThat(log.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(key.secret()))
                    .noneMatch(line -> line.contains(BOOTSTRAP_KEY))
                    .noneMatch(line -> line.contains(WRONG_KEY));
            assertThat(Sql.value(registry.owner(), "SELECT string_agg(api_keys::text, '') FROM api_keys"))
                    .contains(key.id())
                    .doesNotContain(key.secret());
        }
    }

    private static List<Answer> use(RegistryHttp http, List<String> keys, boolean alsoInUrls) {
        List<Answer> answers = new ArrayList<>();
        for (String key : keys) {
            RegistryHttp caller = http.as(key);
            answers.add(caller.get("/whoami"));
            answers.add(caller.get("/api-keys"));
            answers.add(caller.get("/actions?limit=0"));
            if (alsoInUrls) {
                answers.add(caller.get("/actions?api_key=" + key));
            }
            answers.add(caller.get("/nothing/here"));
            answers.add(caller.publish("files.move", "1.0.0", TRUSTED.publishBody("{}")));
            answers.add(caller.publish("files.move", "1.0.0", "{\"schema\":"));
            answers.add(http.anonymous().get("/whoami", "Authorization", "Bearer " + key));
        }
        return answers;
    }
}
