package org.actionregistry.postgres;

import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.catalog.ActionQuery;

/** Queries with one filter each. */
final class ActionQueries {
    private ActionQueries() {}

    static ActionQuery all(int limit, Optional<String> after) {
        return new ActionQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit,
                after.map(ActionName::new));
    }

    static ActionQuery text(String text) {
        return new ActionQuery(
                Optional.of(text),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ActionQuery.MAX_LIMIT,
                Optional.empty());
    }

    static ActionQuery namespace(String namespace) {
        return new ActionQuery(
                Optional.empty(),
                Optional.of(namespace),
                Optional.empty(),
                Optional.empty(),
                ActionQuery.MAX_LIMIT,
                Optional.empty());
    }

    static ActionQuery tag(String tag) {
        return new ActionQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.of(tag),
                Optional.empty(),
                ActionQuery.MAX_LIMIT,
                Optional.empty());
    }
}
