package org.actionregistry.merkle;

/**
 * A leaf that a proof does not place in its tree.
 *
 * <p>Carries no stack trace: it describes an input, not a fault of the program, and hostile input must stay cheap.
 */
public final class NotIncludedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotIncludedException(long index, long size) {
        super(
                "the entry is not shown to be leaf " + index + " of the tree of size " + size
                        + ": its inclusion proof does not lead to the checkpoint's root",
                null,
                false,
                false);
    }

    /** What is not shown; never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
