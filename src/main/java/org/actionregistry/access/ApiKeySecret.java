package org.actionregistry.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.actionregistry.signing.Digest;

/**
 * The text of an API key: {@code areg_<id>_<secret>_<crc32>}. The prefix and the checksum let secret scanners recognise
 * one without asking the registry; the secret holds 40 characters of base 32, 200 bits, so one plain SHA-256 protects it.
 */
public final class ApiKeySecret {
    private static final String PREFIX = "areg_";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 40;
    private static final Pattern SHAPE = Pattern.compile("(areg_([a-z2-7]{12})_[a-z2-7]{40})_([0-9a-f]{8})");

    private final String id;
    private final String text;

    private ApiKeySecret(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** A new key. */
    public static ApiKeySecret generate(SecureRandom random) {
        String id = letters(random, ID_LENGTH);
        String body = PREFIX + id + "_" + letters(random, SECRET_LENGTH);
        return new ApiKeySecret(id, body + "_" + checksum(body));
    }

    /** The key that {@code text} is, or empty when it cannot be one of ours. */
    public static Optional<ApiKeySecret> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches() || !checksum(matcher.group(1)).equals(matcher.group(3))) {
            return Optional.empty();
        }
        return Optional.of(new ApiKeySecret(matcher.group(2), text));
    }

    private static String letters(SecureRandom random, int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** The public part, by which the key is found and revoked. */
    public String id() {
        return id;
    }

    /** The whole key; shown once, never logged. */
    public String reveal() {
        return text;
    }

    /** SHA-256 of the whole key: what is stored. */
    public byte[] sha256() {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return PREFIX + id + "_***";
    }
}
