package org.actionregistry.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** RFC 8785, Appendix B: the first million numbers of its sequence, against the published checksums. */
class NumberSequenceTest {
    private static final int LINES = 1_000_000;
    private static final int SERIAL = 2000;
    private static final long FIRST_NORMAL = 0x0010000000000000L;

    private static final Map<Integer, String> PUBLISHED = new TreeMap<>(Map.of(
            1_000,
            "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687",
            10_000,
            "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892",
            100_000,
            "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7",
            LINES,
            "49415fee2c56c77864931bd3624faad425c3c577d6d74e89a83bc725506dad16"));

    private final String[] start = new String(Vectors.read("number-sequence-start.txt"), US_ASCII).split("\n");
    private final MessageDigest lines = MessageDigest.getInstance("SHA-256");
    private final MessageDigest chain = MessageDigest.getInstance("SHA-256");
    private ByteBuffer block = ByteBuffer.allocate(0);
    private byte[] link = new byte[32];

    NumberSequenceTest() throws Exception {}

    @Test
    void aMillionNumbersAreWrittenAsPublished() throws Exception {
        Map<Integer, String> computed = new TreeMap<>();
        for (int line = 1; line <= LINES; line++) {
            double value = Double.longBitsToDouble(bits(line - 1));
            String text = Long.toHexString(Double.doubleToRawLongBits(value)) + ","
                    + new String(CanonicalJson.encode(value), US_ASCII) + "\n";
            lines.update(text.getBytes(US_ASCII));
            if (PUBLISHED.containsKey(line)) {
                computed.put(line, HexFormat.of().formatHex(((MessageDigest) lines.clone()).digest()));
            }
        }
        assertThat(computed).isEqualTo(PUBLISHED);
    }

    /** Listed edge cases, then the smallest normal numbers in turn, then whatever a chain of SHA-256 blocks holds. */
    private long bits(int index) {
        if (index < start.length) {
            return Long.parseUnsignedLong(start[index], 16);
        }
        int serial = index - start.length;
        return serial < SERIAL ? FIRST_NORMAL + serial : nextChained();
    }

    private long nextChained() {
        while (true) {
            if (!block.hasRemaining()) {
                link = chain.digest(link);
                block = ByteBuffer.wrap(link).order(ByteOrder.LITTLE_ENDIAN);
            }
            double value = block.getDouble();
            if (value != 0 && Double.isFinite(value)) {
                return Double.doubleToRawLongBits(value);
            }
        }
    }
}
