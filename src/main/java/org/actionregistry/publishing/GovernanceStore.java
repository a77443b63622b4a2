package org.actionregistry.publishing;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;

/**
 * What tags and namespaces have come to, always current. Every method fails with
 * {@link org.actionregistry.failure.Unavailable} when the database is away, slow or overloaded.
 */
public interface GovernanceStore {
    /** Empty when the action has no such tag. */
    Future<Optional<TagPlace>> tag(ActionName name, DistTag tag);

    /** Empty when nobody has set it. */
    Future<Optional<Namespace>> namespace(String name);

    /** One more than was asked for, where there are more. */
    Future<List<Namespace>> namespaces(NamespaceQuery query);
}
