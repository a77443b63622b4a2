package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.client.LogMonitor;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.signing.VerifierKey;
import picocli.CommandLine.Option;

/** Which log a verb believes. */
final class LogTrustOptions {
    @Option(
            names = "--vkey",
            paramLabel = "VKEY",
            description = "The log's verifier key; twice while one key takes over from another.")
    private List<VerifierKey> keys = new ArrayList<>();

    @Option(names = "--vkey-file", paramLabel = "FILE", description = "Verifier keys, one a line.")
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Logs, witnesses and the quorum to ask for (C2SP tlog-policy).")
    private Optional<Path> policy = Optional.empty();

    /** Whom the options say to believe; empty when none was given. */
    Optional<LogMonitor.Trust> trust() {
        List<VerifierKey> given = new ArrayList<>(keys);
        keyFile.ifPresent(file -> given.addAll(InputDocument.read(file).read(LogTrustOptions::lines)));
        if (policy.isPresent()) {
            LogPolicy read = InputDocument.read(policy.get()).read(LogPolicy::parse);
            return Optional.of(withKeys(read, given));
        }
        return given.isEmpty() ? Optional.empty() : Optional.of(LogMonitor.Trust.ofLog(given));
    }

    /** @throws VerbFailure when none was given */
    LogMonitor.Trust required() {
        return trust().orElseThrow(
                        () -> VerbFailure.usage("give --vkey, --vkey-file or --policy: whose log to believe"));
    }

    /** Keys given beside a policy say which of its logs is meant, or name one where it names none. */
    private static LogMonitor.Trust withKeys(LogPolicy policy, List<VerifierKey> given) {
        List<LogPolicy.Log> logs = given.isEmpty()
                ? policy.logs()
                : given.stream()
                        .map(key -> new LogPolicy.Log(key, Optional.empty()))
                        .toList();
        if (logs.isEmpty()) {
            throw VerbFailure.usage("the policy names no log; give its --vkey");
        }
        return LogMonitor.Trust.of(new LogPolicy(logs, policy.witnesses(), policy.quorum()));
    }

    private static List<VerifierKey> lines(byte[] file) {
        List<VerifierKey> read = new String(file, UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(VerifierKey::parse)
                .toList();
        if (read.isEmpty()) {
            throw new IllegalArgumentException("holds no verifier key");
        }
        return read;
    }
}
