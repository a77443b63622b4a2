package org.actionregistry.app;

import java.util.Optional;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.Manifest;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.publishing.PublishChecks;

/** What a record must hold to be imported. */
final class RecordChecks {
    private static final int LONGEST_TEXT = 1024;

    private final PublishChecks checks;
    private final boolean allowUnverified;

    RecordChecks(PublishChecks checks, boolean allowUnverified) {
        this.checks = checks;
        this.allowUnverified = allowUnverified;
    }

    /**
     * The entry to write. Hash and signature may be wrong only where unverified records are allowed; a manifest that names
     * itself otherwise than it is filed never is, since nobody could have meant that.
     */
    VersionPublished accept(SignedRecord record) {
        if (allowUnverified) {
            checkBounds(record);
            Manifest manifest = checks.manifest(record.schema());
            return checks.acceptUnverified(record.coordinate(), manifest, record.hash(), record.signature());
        }
        DetachedSignature signature = record.signature()
                .orElseThrow(() -> new Refused(ErrorCode.SIGNATURE_INVALID, "the record is not signed"));
        if (!record.digest().toString().equals(record.hash())) {
            throw new Refused(
                    ErrorCode.SIGNATURE_INVALID,
                    "the record's hash is " + record.hash() + ", its schema hashes to " + record.digest());
        }
        if (!signature.alg().equals(DetachedSignature.ED25519)) {
            throw new Refused(ErrorCode.SIGNATURE_INVALID, "the algorithm should be " + DetachedSignature.ED25519);
        }
        return checks.accept(record.coordinate(), record.schema(), signature);
    }

    /** What is stored as it stands becomes part of a log entry, which has 65,535 bytes at most (C2SP tlog-tiles). */
    private static void checkBounds(SignedRecord record) {
        boolean bounded = record.hash().length() <= LONGEST_TEXT
                && record.signature()
                        .map(s -> Math.max(
                                        s.alg().length(),
                                        Math.max(s.kid().length(), s.sig().length()))
                                <= LONGEST_TEXT)
                        .orElse(true);
        if (!bounded) {
            throw new Refused(
                    ErrorCode.BAD_REQUEST, "hash, alg, kid and sig have at most " + LONGEST_TEXT + " characters");
        }
    }

    /** One line for the person whose record was refused. */
    static String reason(RuntimeException refused) {
        if (refused instanceof InvalidJsonException json) {
            return (json.pointer().isEmpty() ? "" : json.pointer() + ": ") + json.message();
        }
        if (refused instanceof Invalid invalid && invalid.violations().size() > 1) {
            return invalid.message() + " (and " + (invalid.violations().size() - 1) + " more)";
        }
        return Optional.ofNullable(refused.getMessage()).orElseGet(refused::toString);
    }
}
