package org.actionregistry.catalog;

import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;

/**
 * One page of actions, in the order of their names.
 *
 * @param items may be fewer than were asked for, even none, although there are more: the work for a page is bounded
 * @param next behind this name the next page begins; empty when there is none
 */
public record ActionPage<T>(List<T> items, Optional<ActionName> next) {
    public ActionPage {
        items = List.copyOf(items);
    }
}
