package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.signing.Digest;

/** Compares what a registry serves of a version with what it logged of it. */
final class VersionCheck {
    private static final int NOT_FOUND = 404;

    private final RegistryClient registry;

    VersionCheck(RegistryClient registry) {
        this.registry = registry;
    }

    /** In what the served version differs from the entry; nothing when it does not. */
    CompletableFuture<List<String>> differences(LogEntry entry, LogEntry.Publication logged) {
        CompletableFuture<List<String>> found = registry.versionAsync(logged.coordinate())
                .thenCompose(version -> {
                    List<String> differences = compare(entry, logged, version);
                    return differences.isEmpty() ? document(version) : CompletableFuture.completedFuture(differences);
                });
        return found.exceptionallyCompose(failure -> withheld(failure)
                .map(why -> CompletableFuture.completedFuture(List.of(why)))
                .orElseGet(() -> CompletableFuture.failedFuture(failure)));
    }

    private static List<String> compare(LogEntry entry, LogEntry.Publication logged, PublishedVersion served) {
        List<String> differences = new ArrayList<>();
        if (!served.coordinate().equals(logged.coordinate())) {
            differences.add("it is served as " + served.coordinate());
        }
        if (served.logIndex() != entry.index()) {
            differences.add("it is served with the log index " + served.logIndex());
        }
        if (!served.createdAt().equals(entry.time())) {
            differences.add("it is served with the time " + served.createdAt() + ", logged at " + entry.time());
        }
        if (!served.hash().equals(logged.hash())) {
            differences.add("it is served with the hash " + served.hash() + ", logged with " + logged.hash());
        }
        String digest = served.digest().map(Digest::toString).orElse("none, since it is no JSON object");
        if (!digest.equals(logged.hash())) {
            differences.add("the digest of what is served is " + digest + ", logged was " + logged.hash());
        }
        compareSignature(logged, served.signature(), differences);
        return differences;
    }

    private static void compareSignature(
            LogEntry.Publication logged, Optional<DetachedSignature> served, List<String> differences) {
        if (!served.map(DetachedSignature::kid).equals(logged.kid())
                || !served.map(DetachedSignature::alg).equals(logged.alg())) {
            differences.add("it is served as signed by "
                    + served.map(DetachedSignature::kid).orElse("nobody") + ", logged as by "
                    + logged.kid().orElse("nobody"));
        }
        Optional<String> signatureHash = served.map(
                signature -> Digest.of(signature.sig().getBytes(UTF_8)).hex());
        if (!signatureHash.equals(logged.signatureHash())) {
            differences.add("it is served with another signature than was logged");
        }
    }

    /** The same bytes must stand under the digest, where clients that pin it look for them. */
    private CompletableFuture<List<String>> document(PublishedVersion version) {
        return registry.documentAsync(Digest.parse(version.hash())).thenApply(bytes -> List.of());
    }

    /** Why a failure is the registry's breach; empty when it may pass, or is the caller's. */
    static Optional<String> withheld(Throwable failure) {
        Throwable cause = Transport.unwrapped(failure);
        if (cause instanceof MalformedAnswer malformed) {
            return Optional.of(malformed.message());
        }
        return cause instanceof RegistryError error && error.status() == NOT_FOUND
                ? Optional.of("it is not served: " + error.message())
                : Optional.empty();
    }
}
