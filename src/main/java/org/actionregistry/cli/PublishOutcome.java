package org.actionregistry.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.client.ClientFailure;
import org.actionregistry.client.PublishReceipt;
import org.actionregistry.client.RegistryError;
import org.actionregistry.client.RegistryUnreachable;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.failure.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document.
 *
 * @param origin the file, perhaps with a line number
 * @param coordinate empty where the document was not understood
 * @param error why it was not published
 * @param last whether it is no use to go on with others: they would fail in the same way
 */
record PublishOutcome(
        String origin,
        PublishStatus status,
        ExitCode exitCode,
        Optional<Coordinate> coordinate,
        Optional<String> digest,
        Optional<String> error,
        List<Violation> violations,
        boolean last) {

    static PublishOutcome done(String origin, PublishReceipt receipt) {
        return new PublishOutcome(
                origin,
                PublishStatus.of(receipt),
                ExitCode.YES,
                Optional.of(receipt.coordinate()),
                Optional.of(receipt.hash()),
                Optional.empty(),
                List.of(),
                false);
    }

    static PublishOutcome invalid(String origin, VerbFailure failure) {
        return new PublishOutcome(
                origin,
                PublishStatus.INVALID,
                failure.exitCode(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure.message()),
                failure.violations(),
                false);
    }

    static PublishOutcome failed(String origin, SignedRecord record, ClientFailure failure) {
        ExitCode exitCode = ExitCode.of(failure);
        String message = origin + ": " + record.coordinate() + ": " + failure.message();
        return new PublishOutcome(
                origin,
                PublishStatus.of(exitCode),
                exitCode,
                Optional.of(record.coordinate()),
                Optional.of(record.digest().toString()),
                Optional.of(failure instanceof RegistryError error ? message + " (" + error.code() + ")" : message),
                failure instanceof RegistryError error ? error.violations() : List.of(),
                exitCode == ExitCode.NOT_ALLOWED || failure instanceof RegistryUnreachable);
    }

    /** {@code STATUS NAME@VERSION DIGEST}, aligned as far as a single line can be. */
    String toRow() {
        return String.format(
                "%-9s  %s  %s",
                status.word(), coordinate.map(Coordinate::toString).orElse(Printable.of(origin)), digest.orElse("-"));
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("status", status.word());
        members.put("origin", origin);
        coordinate.ifPresent(known -> {
            members.put("name", known.name().value());
            members.put("version", known.version().toString());
        });
        digest.ifPresent(hash -> members.put("hash", hash));
        error.ifPresent(message -> members.put("error", message));
        if (!violations.isEmpty()) {
            members.put(
                    "violations",
                    violations.stream()
                            .map(one -> Map.of("path", one.path(), "rule", one.rule(), "message", one.message()))
                            .toList());
        }
        return members;
    }
}
