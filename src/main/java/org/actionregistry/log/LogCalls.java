package org.actionregistry.log;

import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.bus.Call;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.TilePath;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.signing.SignedNote;

/** What {@link LogVerticle} answers on the event bus. Each fails with LOG_NOT_SIGNED while there is no checkpoint. */
public final class LogCalls {
    /** Asks for the latest checkpoint. */
    public record Latest() {}

    /** Asks how the tree of {@code from} entries became that of {@code to}. */
    public record Sizes(long from, long to) {}

    /**
     * A tile or an entry bundle as it is served.
     *
     * @param bytes shared, never modified
     */
    public record Resource(
            @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {}

    /** The latest checkpoint, with the signatures of witnesses. */
    public static final Call<Latest, SignedNote> CHECKPOINT = new Call<>("log.checkpoint");

    /** A tile or an entry bundle; fails with TILE_NOT_FOUND when the latest checkpoint does not cover all of it. */
    public static final Call<TilePath, Resource> TILE = new Call<>("log.tile");

    /**
     * That a version's publication is in the log, under the latest checkpoint; empty when there is no such version. Fails
     * with LOG_NOT_SIGNED also when no checkpoint covers its entry yet.
     */
    public static final Call<Coordinate, Optional<TlogProof>> PROOF = new Call<>("log.proof");

    /** A consistency proof; fails with BAD_REQUEST unless {@code 1 <= from <= to <= signed size}. */
    public static final Call<Sizes, ConsistencyProof> CONSISTENCY = new Call<>("log.consistency");

    private LogCalls() {}
}
