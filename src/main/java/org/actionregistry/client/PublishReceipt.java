package org.actionregistry.client;

import org.actionregistry.action.Coordinate;

/**
 * The registry has the document.
 *
 * @param hash its {@code sha256:...} digest
 * @param created false when the same document stood there before, or when this was a dry run
 * @param dryRun whether nothing was stored because none was to be
 */
public record PublishReceipt(Coordinate coordinate, String hash, boolean created, boolean dryRun) {
    static PublishReceipt of(JsonMembers answer) {
        return new PublishReceipt(
                Coordinate.parse(answer.text("name"), answer.text("version")),
                answer.text("hash"),
                answer.flag("created"),
                answer.optionalFlag("dry_run").orElse(false));
    }
}
