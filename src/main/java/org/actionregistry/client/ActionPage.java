package org.actionregistry.client;

import java.util.List;
import java.util.Optional;

/**
 * A page of the list of actions.
 *
 * @param nextCursor where the next page starts; empty on the last one
 */
public record ActionPage(List<ActionSummary> items, Optional<String> nextCursor) {
    static ActionPage of(JsonMembers answer) {
        return new ActionPage(
                answer.objects("items").stream().map(ActionSummary::of).toList(), answer.optionalText("next_cursor"));
    }
}
