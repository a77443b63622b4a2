package org.actionregistry.publishing;

/**
 * What became of a wish to move a dist-tag.
 *
 * @param changed false when it pointed there before; nothing was written then
 */
public record MovedTag(TagPlace place, boolean changed) {}
