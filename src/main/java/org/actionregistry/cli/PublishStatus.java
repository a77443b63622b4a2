package org.actionregistry.cli;

import java.util.Locale;
import org.actionregistry.client.PublishReceipt;

/** What became of one document that was to be published. */
enum PublishStatus {
    PUBLISHED,
    /** Published before: the same document, signed by the same key. */
    UNCHANGED,
    /** Would have been published, had this not been a dry run. */
    ACCEPTED,
    /** Never sent: not a manifest or record, or there is no key to sign it with. */
    INVALID,
    REFUSED,
    CONFLICT,
    /** Not decided: no answer, or not allowed to ask. */
    FAILED;

    static PublishStatus of(PublishReceipt receipt) {
        if (!receipt.created()) {
            return UNCHANGED;
        }
        return receipt.dryRun() ? ACCEPTED : PUBLISHED;
    }

    static PublishStatus of(ExitCode exitCode) {
        return switch (exitCode) {
            case CONFLICT -> CONFLICT;
            case NO -> REFUSED;
            default -> FAILED;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
