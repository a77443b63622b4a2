package org.actionregistry.catalog;

import java.util.List;

/**
 * One page of a list.
 *
 * @param more whether there is another page behind the last item
 */
public record Page<T>(List<T> items, boolean more) {
    public Page {
        items = List.copyOf(items);
    }
}
