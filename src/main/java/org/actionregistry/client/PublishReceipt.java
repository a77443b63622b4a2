package org.actionregistry.client;

import org.actionregistry.action.Coordinate;

/**
 * The registry has the document, or would take it.
 *
 * @param hash its {@code sha256:...} digest
 * @param created false when the same document, signed by the same key, stood there before
 * @param dryRun whether nothing was stored, because nothing was to be; {@code created} then says what would have been
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
