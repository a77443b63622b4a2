package org.actionregistry.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** The identity codec: what is sent is what arrives. Local delivery only, so there is no wire form. */
final class ByReference implements MessageCodec<ByReference.Parcel, ByReference.Parcel> {
    static final String NAME = "by-reference";

    /**
     * @param content an immutable record, or the failure in its place
     */
    record Parcel(Object content) {}

    @Override
    public Parcel transform(Parcel parcel) {
        return parcel;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    @Override
    public void encodeToWire(Buffer buffer, Parcel parcel) {
        throw new UnsupportedOperationException("records travel within one process only");
    }

    @Override
    public Parcel decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("records travel within one process only");
    }
}
