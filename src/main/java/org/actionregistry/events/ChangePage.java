package org.actionregistry.events;

import java.util.List;

/**
 * One page of the changes feed.
 *
 * @param changes in the order of their indexes, without a gap
 * @param size how many entries the journal had in the same instant
 */
public record ChangePage(List<Change> changes, long size) {
    public ChangePage {
        changes = List.copyOf(changes);
    }
}
