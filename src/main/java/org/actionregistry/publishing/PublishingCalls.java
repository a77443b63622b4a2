package org.actionregistry.publishing;

import java.util.List;
import java.util.Optional;
import org.actionregistry.bus.Call;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.TagMoved;

/** What {@link PublishingVerticle} answers on the event bus. */
public final class PublishingCalls {
    /**
     * Publishes, or says why not: SCHEMA_INVALID, PAYLOAD_TOO_LARGE, COORDINATE_MISMATCH, KEY_UNKNOWN, SIGNATURE_INVALID,
     * KEY_NOT_ACTIVE, KEY_NOT_LISTED, FORBIDDEN, VERSION_EXISTS, NAME_TOO_SIMILAR.
     */
    public static final Call<PublishRequest, Published> PUBLISH = new Call<>("publishing.publish");

    /** Makes a change, or says what it contradicts; FORBIDDEN where others are the owners. */
    public static final Call<Submission<? extends RegistryChange>, Appended.Written> CHANGE =
            new Call<>("publishing.change");

    /** Moves a dist-tag unless it points there already; fails with VERSION_NOT_FOUND, FORBIDDEN. */
    public static final Call<Submission<TagMoved>, MovedTag> MOVE_TAG = new Call<>("publishing.moveTag");

    /** A namespace that has been set; empty for any other. */
    public static final Call<String, Optional<Namespace>> NAMESPACE = new Call<>("publishing.namespace");

    /** Namespaces that have been set; one more than was asked for, where there are more. */
    public static final Call<NamespaceQuery, List<Namespace>> NAMESPACES = new Call<>("publishing.namespaces");

    private PublishingCalls() {}
}
