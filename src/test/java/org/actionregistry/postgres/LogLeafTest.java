package org.actionregistry.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.testing.Publication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLeafTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000000Z",
        "2026-01-02T03:04:05.1Z, 2026-01-02T03:04:05.100000Z",
        "2026-12-31T23:59:59.999999Z, 2026-12-31T23:59:59.999999Z",
    })
    void isCanonicalJsonWithSixDecimalsOfASecond(Instant time, String written) {
        VersionPublished entry = Publication.signed("files.move", "1.0.0", "{}", Optional.empty());

        assertThat(new String(LogLeaf.encode(42, time, entry), UTF_8))
                .isEqualTo("{\"hash\":\"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\","
                        + "\"index\":42,\"name\":\"files.move\",\"time\":\"" + written
                        + "\",\"type\":\"version.published\",\"version\":\"1.0.0\"}");
    }
}
