package org.actionregistry.publishing;

import org.actionregistry.bus.Call;

/** What {@link PublishingVerticle} answers on the event bus. */
public final class PublishingCalls {
    /**
     * Publishes, or says why not: SCHEMA_INVALID, PAYLOAD_TOO_LARGE, COORDINATE_MISMATCH, KEY_UNKNOWN, SIGNATURE_INVALID,
     * VERSION_EXISTS, NAME_TOO_SIMILAR.
     */
    public static final Call<PublishRequest, Published> PUBLISH = new Call<>("publishing.publish");

    private PublishingCalls() {}
}
