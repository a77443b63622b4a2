package org.actionregistry.catalog;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.signing.Digest;

/**
 * The stored side of the catalog. Every method fails with {@link org.actionregistry.failure.Unavailable} when the
 * database is away, slow or overloaded.
 */
public interface CatalogStore {
    /** A page of actions; what it costs depends neither on how many there are nor on how far behind the first it begins. */
    Future<ActionPage<ActionRow>> list(ActionQuery query);

    /** Empty when there is no such action. */
    Future<Optional<ActionHeader>> header(ActionName name);

    /** Empty when there is no such action. */
    Future<Optional<Page<VersionLine>>> versions(VersionQuery query);

    /** Empty when there is no such version, whether or not the action exists. */
    Future<Optional<StoredVersion>> version(Coordinate coordinate);

    /**
     * Several versions with one statement, in the order in which they are asked for.
     *
     * @param bytes once the documents have this many, no further one is read; one more may go beyond it
     */
    Future<List<FetchedVersion<StoredVersion>>> fetch(List<Coordinate> coordinates, int bytes);

    /** What each requirement comes to, in their order, with one statement. */
    Future<List<Resolution>> resolve(List<Requirement> requirements);

    Future<Boolean> exists(ActionName name);

    /** The canonical bytes of a version stored under that digest; not checked against it. */
    Future<Optional<byte[]>> document(Digest digest);
}
