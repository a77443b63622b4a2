package org.actionregistry.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.actionregistry.signing.Digest;
import org.actionregistry.testing.Decoded;

/** What each content coding makes of real definitions, and in what time: {@code bench/codings}. */
final class CodingBench {
    private static final int SAMPLE = 400;
    private static final int LIST = 32 * 1024;
    private static final int LARGEST = 256 * 1024;
    private static final int ROUNDS = 5;
    private static final long SEED = 20_261_128;

    private CodingBench() {}

    private record Candidate(String coding, Coder.Encoder encoder) {}

    /** What one document comes to on average. */
    private record Cost(double bytes, double micros, double read) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f | %,.0f | %,.0f", bytes, micros, read);
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<String> tools = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        List<byte[]> documents = documents(tools);
        Map<String, Candidate> candidates = candidates();
        System.out.printf(
                Locale.ROOT,
                "%d documents of at least %d bytes, on average %.0f%n%n",
                documents.size(),
                CodedForms.CODED_FROM,
                documents.stream()
                        .mapToInt(document -> document.length)
                        .average()
                        .orElseThrow());
        System.out.println("| coding | document, bytes | us to make | us to read | page of 32 KiB, bytes | us to make |"
                + " us to read | 256 KiB, bytes | us to make | us to read | 256 KiB of noise, us to make |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (Map.Entry<String, Candidate> candidate : candidates.entrySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %,.0f |%n",
                    candidate.getKey(),
                    cost(candidate.getValue(), documents),
                    cost(candidate.getValue(), List.of(joined(tools, LIST))),
                    cost(candidate.getValue(), List.of(joined(tools, LARGEST))),
                    cost(candidate.getValue(), List.of(noise())).micros);
        }
    }

    private static Map<String, Candidate> candidates() {
        Brotli4jLoader.ensureAvailability();
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (Coding coding : List.of(Coding.GZIP, Coding.BROTLI, Coding.ZSTANDARD)) {
            Coder coder = Coder.of(coding);
            candidates.put(
                    coding.token() + ", as served",
                    new Candidate(coding.token(), plain -> Objects.requireNonNull(coder.encode(plain))));
        }
        candidates.put("gzip 9", new Candidate("gzip", CodingBench::bestGzip));
        for (int quality : new int[] {4, 5, 9, 10, 11}) {
            var parameters = new com.aayushatharva.brotli4j.encoder.Encoder.Parameters()
                    .setQuality(quality)
                    .setWindow(18);
            candidates.put(
                    "br " + quality,
                    new Candidate(
                            "br", plain -> com.aayushatharva.brotli4j.encoder.Encoder.compress(plain, parameters)));
        }
        for (int level : new int[] {3, 6, 12, 15, 19}) {
            candidates.put("zstd " + level, new Candidate("zstd", plain -> Zstd.compress(plain, level)));
        }
        return candidates;
    }

    private static byte[] bestGzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(packed) {
            {
                def.setLevel(9);
            }
        }) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    /** The best of some rounds, since whatever else the machine does only adds; the first is warm-up. */
    private static Cost cost(Candidate candidate, List<byte[]> documents) throws IOException {
        double make = Double.MAX_VALUE;
        double read = Double.MAX_VALUE;
        long bytes = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            List<byte[]> coded = new ArrayList<>();
            long start = System.nanoTime();
            for (byte[] document : documents) {
                coded.add(candidate.encoder.encode(document));
            }
            long made = System.nanoTime();
            for (byte[] one : coded) {
                Decoded.of(candidate.coding, one);
            }
            if (round > 0) {
                make = Math.min(make, (made - start) / 1e3);
                read = Math.min(read, (System.nanoTime() - made) / 1e3);
            }
            bytes = coded.stream().mapToLong(one -> one.length).sum();
        }
        int count = documents.size();
        return new Cost((double) bytes / count, make / count, read / count);
    }

    /** As versions are answered: what is around the manifest hardly shrinks. */
    private static List<byte[]> documents(List<String> tools) {
        Random random = new Random(SEED);
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            byte[] signature = new byte[64];
            random.nextBytes(signature);
            String tool = tools.get(i);
            byte[] document = ("{\"name\":\"tools.tool-" + i + "\",\"version\":\"1.0.0\",\"schema\":" + tool
                            + ",\"hash\":\""
                            + Digest.of(tool.getBytes(StandardCharsets.UTF_8))
                            + "\",\"signature\":{\"alg\":\"ed25519\",\"kid\":\"dev-root-1\",\"sig\":\"base64:"
                            + Base64.getEncoder().encodeToString(signature)
                            + "\"},\"verified\":true,\"key_status\":\"active\",\"status\":\"active\",\"created_at\":"
                            + "\"2026-11-28T12:00:00." + (100_000 + random.nextInt(800_000)) + "Z\",\"log_index\":" + i
                            + "}")
                    .getBytes(StandardCharsets.UTF_8);
            if (document.length >= CodedForms.CODED_FROM) {
                documents.add(document);
            }
        }
        int step = Math.max(1, documents.size() / SAMPLE);
        List<byte[]> sample = new ArrayList<>();
        for (int i = 0; i < documents.size(); i += step) {
            sample.add(documents.get(i));
        }
        return sample;
    }

    private static byte[] joined(List<String> tools, int length) {
        StringBuilder page = new StringBuilder("{\"items\":[");
        for (int i = 0; page.length() < length; i++) {
            page.append(tools.get(i % tools.size())).append(',');
        }
        return page.substring(0, length).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise() {
        byte[] bytes = new byte[LARGEST / 4 * 3];
        new Random(SEED).nextBytes(bytes);
        return Base64.getEncoder().encode(bytes);
    }
}
