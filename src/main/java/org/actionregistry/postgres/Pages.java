package org.actionregistry.postgres;

import java.util.List;
import org.actionregistry.catalog.Page;

/** Pages of a query that asked for one row more than it needed. */
final class Pages {
    private Pages() {}

    static <T> Page<T> upTo(int limit, List<T> rows) {
        boolean more = rows.size() > limit;
        return new Page<>(more ? rows.subList(0, limit) : rows, more);
    }
}
