package org.actionregistry.catalog;

import java.util.Optional;
import org.actionregistry.verification.Verdict;

/**
 * One action of a list with the verdict on its latest version.
 *
 * @param verdict empty where {@link ActionRow#latest()} is
 */
public record ListedAction(ActionRow row, Optional<Verdict> verdict) {}
