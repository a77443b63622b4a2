package org.actionregistry.catalog;

import java.util.List;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Requirement;
import org.actionregistry.bus.Call;
import org.actionregistry.signing.Digest;

/** What {@link CatalogVerticle} answers on the event bus. */
public final class CatalogCalls {
    /** A page of actions, each with the verdict on its latest version. */
    public static final Call<ActionQuery, ActionPage<ListedAction>> LIST = new Call<>("catalog.list");

    /** One action; fails with ACTION_NOT_FOUND. */
    public static final Call<ActionName, ActionHeader> HEADER = new Call<>("catalog.header");

    /** A page of versions; fails with ACTION_NOT_FOUND. */
    public static final Call<VersionQuery, Page<VersionLine>> VERSIONS = new Call<>("catalog.versions");

    /** One version, verified; fails with ACTION_NOT_FOUND or VERSION_NOT_FOUND. */
    public static final Call<Coordinate, VerifiedVersion> VERSION = new Call<>("catalog.version");

    /** What requirements come to, in their order. */
    public static final Call<List<Requirement>, List<Resolution>> RESOLVE = new Call<>("catalog.resolve");

    /** A document by its digest, checked against it; fails with DIGEST_NOT_FOUND. */
    public static final Call<Digest, Document> DOCUMENT = new Call<>("catalog.document");

    /**
     * Bytes that hash to {@code digest}.
     *
     * @param canonical shared, never modified
     */
    public record Document(
            Digest digest,
            @SuppressWarnings("ArrayRecordComponent") byte[] canonical) {}

    private CatalogCalls() {}
}
