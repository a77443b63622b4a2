package org.actionregistry.merkle;

/** Where a tree divides. */
final class TreeSplit {
    private TreeSplit() {}

    /** The largest power of two below {@code width}, which is above 1: {@code k} of RFC 6962, section 2.1. */
    static long leftWidth(long width) {
        return Long.highestOneBit(width - 1);
    }
}
