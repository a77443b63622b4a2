package org.actionregistry.client;

import java.util.List;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.signing.VerifierKey;

/**
 * Watches one registry's log: reads every entry, computes every tile and the root from them, and compares with what the
 * log signed, served before and serves now.
 *
 * <p>A run takes up the log where the one before left it. After one that found the log itself broken, the next reads
 * all of it again. Not thread-safe.
 */
public final class LogMonitor {
    /** After so many findings a run gives up: there is enough to see. */
    public static final int MAX_FINDINGS = 1000;

    private final LogClient log;
    private final RegistryClient registry;
    private final Trust trust;
    private final Options options;

    /**
     * Whom to believe.
     *
     * @param policy which checkpoints
     * @param keys the log's own, to be kept with the state
     */
    public record Trust(LogPolicy policy, List<VerifierKey> keys) {
        /** Copies the list. */
        public Trust {
            keys = List.copyOf(keys);
        }

        /** Believes what one of these keys signed. */
        public static Trust ofLog(List<VerifierKey> keys) {
            return new Trust(LogPolicy.ofLogs(keys), keys);
        }

        /** Believes the logs of a policy, with the cosignatures it asks for. */
        public static Trust of(LogPolicy policy) {
            return new Trust(
                    policy, policy.logs().stream().map(LogPolicy.Log::key).toList());
        }
    }

    /**
     * How to run.
     *
     * @param concurrency how many requests of a kind may be under way at once, at least 1
     * @param documents whether served versions are compared with their entries
     * @param progress told of each bundle of entries that was checked
     */
    public record Options(int concurrency, boolean documents, Progress progress) {
        /** @throws IllegalArgumentException when the concurrency is below 1 */
        public Options {
            if (concurrency < 1) {
                throw new IllegalArgumentException("the concurrency is at least 1");
            }
        }
    }

    /** Hears how far a run is. */
    @FunctionalInterface
    public interface Progress {
        /** {@code done} of {@code size} entries are checked, those of earlier runs included. */
        void checked(long done, long size);
    }

    public LogMonitor(LogClient log, RegistryClient registry, Trust trust, Options options) {
        this.log = log;
        this.registry = registry;
        this.trust = trust;
        this.options = options;
    }

    /**
     * Reads what the log has by now; blocking, for long when it is large. Broken off at any moment, the next run
     * goes on near there.
     *
     * @throws ClientFailure when the registry is away, or refuses this caller
     * @throws java.io.UncheckedIOException when the state cannot be kept
     */
    public MonitorReport run(MonitorMemory memory) {
        return new MonitorRun(log, registry, trust, options, memory).run();
    }
}
