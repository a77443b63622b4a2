package org.actionregistry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.actionregistry.journal.LogKeys;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.postgres.PgJournal;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;

/** A log with a key of its own, and versions to publish in it. */
public record TestLog(NoteSigner signer) {
    private static final String ORIGIN = "registry.example/log";

    /** With a new key. */
    public static TestLog generate() {
        return new TestLog(new NoteSigner(new KeyName(ORIGIN), Ed25519PrivateKey.generate(new SecureRandom())));
    }

    /** Who believes its checkpoints, and no other's. */
    public LogPolicy policy() {
        return LogPolicy.ofLogs(List.of(signer.verifierKey()));
    }

    /** How an operator configures it; the key is written to a file in {@code directory}. */
    public Map<String, String> settings(Path directory) {
        try {
            Path file = Files.createTempFile(directory, "log", ".pem");
            return Map.of(
                    "LOG_ORIGIN",
                    ORIGIN,
                    "LOG_SIGNING_KEY_FILE",
                    Files.writeString(file, signer.key().toPem()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes versions in one batch, which ends in a checkpoint. */
    public void publish(OpenDatabase open, int from, int to) {
        PgJournal journal = new PgJournal(
                open.vertx(),
                open.database(),
                Optional.of(new LogKeys(ORIGIN, List.of(signer.key())).on(open.vertx())),
                LogWatermark.inMemory());
        Outcome.of(journal.append(versions(from, to)));
    }

    /** Publishes versions in one batch without a checkpoint. */
    public static void publishUnsigned(OpenDatabase open, int from, int to) {
        Outcome.of(open.journal().append(versions(from, to)));
    }

    private static List<VersionPublished> versions(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Publication.of(name(i), "1.0.0"))
                .toList();
    }

    /** The name whose version 1.0.0 a batch publishes at that index. */
    public static String name(int index) {
        return "tool.n" + index;
    }
}
