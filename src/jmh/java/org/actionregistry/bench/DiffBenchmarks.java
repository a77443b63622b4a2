package org.actionregistry.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.actionregistry.action.Manifest;
import org.actionregistry.compatibility.Comparison;
import org.actionregistry.compatibility.ManifestComparison;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What comparing two versions of a manifest asks of the processor, in microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DiffBenchmarks {
    /** Members of the input, some 170 bytes each: a plain tool, a large one, and nearly as many as a manifest can hold. */
    @Param({"5", "50", "1400"})
    public int members;

    private byte[] fromBytes = {};
    private byte[] toBytes = {};
    private Manifest from = Manifest.parse("{}".getBytes(StandardCharsets.UTF_8));
    private Manifest to = from;

    /** Two versions that differ in a description, a bound, a member that is new and an alternative that is gone. */
    @Setup
    public void prepare() {
        fromBytes = manifest(members, "word", 100, "{\"type\": \"string\"}, {\"type\": \"null\"}");
        toBytes = manifest(members + 1, "words", 50, "{\"type\": \"string\"}");
        from = Manifest.parse(fromBytes);
        to = Manifest.parse(toBytes);
    }

    private static byte[] manifest(int members, String word, int most, String alternatives) {
        String properties = IntStream.range(0, members)
                .mapToObj(i -> member(i, i == 0 ? word : "word", i == 1 ? most : 100, alternatives))
                .collect(Collectors.joining(", "));
        return ("{\"name\": \"files.copy\", \"title\": \"Copy a file\", \"effects\": {\"readOnly\": false}, \"input\":"
                        + " {\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"m0\"], \"properties\": {"
                        + properties + "}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Every third is a choice, every other third a list. */
    private static String member(int i, String word, int most, String alternatives) {
        String schema = switch (i % 3) {
            case 0 -> "\"type\": \"string\", \"minLength\": 1";
            case 1 -> "\"type\": \"array\", \"maxItems\": " + most + ", \"items\": {\"type\": \"integer\", \"minimum\": 0}";
            default -> "\"anyOf\": [" + (i == 2 ? alternatives : "{\"type\": \"string\"}, {\"type\": \"null\"}") + "]";
        };
        return "\"m" + i + "\": {" + schema + ", \"description\": \"" + (word + " ").repeat(16) + "\"}";
    }

    /** Of two manifests that have been read. */
    @Benchmark
    public Comparison diff() {
        return ManifestComparison.between(from, to);
    }

    /** Of two documents as they are stored, which is what a request for a comparison costs. */
    @Benchmark
    public Comparison diffOfBytes() {
        return ManifestComparison.between(Manifest.parse(fromBytes), Manifest.parse(toBytes));
    }
}
