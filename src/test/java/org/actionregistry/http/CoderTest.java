package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.actionregistry.testing.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class CoderTest {
    private static final int LARGEST = 300_000;

    @ParameterizedTest
    @EnumSource
    void whatIsEncodedDecodesToTheSameBytes(Coding coding) throws IOException {
        Random random = new Random(20_261_128);
        for (int size = 0; size < LARGEST; size = size * 3 + 1 + random.nextInt(10)) {
            for (byte[] plain : new byte[][] {repeating(random, size), incompressible(random, size)}) {
                byte[] coded = encoded(coding, plain);

                assertThat(Decoded.of(coding.token(), coded)).isEqualTo(plain);
            }
        }
        assertThat(Coder.of(coding).isReady()).isTrue();
        assertThat(Coder.of(coding).isAbsent()).isFalse();
    }

    private static byte[] encoded(Coding coding, byte[] plain) {
        return Objects.requireNonNull(Coder.of(coding).encode(plain));
    }

    private static byte[] repeating(Random random, int size) {
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append("{\"type\":\"string\",\"description\":\"word ")
                    .append(random.nextInt(50))
                    .append("\"},");
        }
        return text.substring(0, size).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] incompressible(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes).substring(0, size).getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 8878, section 3.1.1.1: where the single segment flag is set, the window is as large as the content. */
    @ParameterizedTest
    @ValueSource(ints = {1_024, 70_000, 300_000})
    void aZstandardFrameNeedsNoWindowBeyondItsContent(int size) {
        byte[] frame = encoded(Coding.ZSTANDARD, repeating(new Random(1), size));

        assertThat(frame).startsWith(0x28, 0xB5, 0x2F, 0xFD);
        assertThat(frame[4] & 0x20).isNotZero();
        assertThat(Zstd.getFrameContentSize(frame)).isEqualTo(size);
    }

    @Test
    void aCodingWhoseLibraryDoesNotLoadIsAbsentAndSaidSoOnce() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Coder.class);
        log.start();
        logger.addAppender(log);
        try {
            Coder coder = new Coder(Coding.BROTLI, () -> {
                System.load("/nowhere/libbrotli.so");
                return plain -> plain;
            });

            assertThat(coder.isAbsent()).isFalse();
            assertThat(coder.encode(new byte[10])).isNull();
            assertThat(coder.encode(new byte[10])).isNull();
            assertThat(coder.isAbsent()).isTrue();
            assertThat(coder.isReady()).isFalse();
            assertThat(log.list)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .startsWith("The content coding br is not offered")
                            .contains("/nowhere/libbrotli.so"));
        } finally {
            logger.detachAppender(log);
        }
    }
}
