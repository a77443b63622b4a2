package org.actionregistry.events;

/**
 * Where a subscription begins.
 *
 * @param from the index of the first entry it is to get, at most {@code present}
 * @param present how many entries there were when it began
 */
public record Start(long from, long present) {}
