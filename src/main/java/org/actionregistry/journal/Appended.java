package org.actionregistry.journal;

import java.time.Instant;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.failure.Refused;

/** What became of one entry handed to the journal. */
public sealed interface Appended {
    /** It stands in the journal at {@code index}, and is durable. */
    record Written(long index, Instant time) implements Appended {}

    /** The coordinate was taken before; nothing was written. */
    record Taken(long index, Instant time, String hash, Optional<DetachedSignature> signature) implements Appended {}

    /** A name that folds to the same letters is taken; nothing was written. */
    record TooSimilar(ActionName taken) implements Appended {}

    /** The rules of this moment do not allow it; nothing was written. */
    record Withheld(Refused why) implements Appended {}
}
