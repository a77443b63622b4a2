package org.actionregistry.publishing;

import java.util.Map;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.journal.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A wish to publish.
 *
 * @param schema the manifest's values as strictly read; not modified by anyone
 * @param dryRun check everything, write nothing
 * @param actor whom the audit trail names
 */
public record PublishRequest(
        Coordinate coordinate,
        Map<String, @Nullable Object> schema,
        DetachedSignature signature,
        boolean dryRun,
        Actor actor) {}
