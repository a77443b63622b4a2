package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import org.actionregistry.events.EndReason;
import org.actionregistry.events.Event;
import org.actionregistry.events.EventSink;

/** Events over a WebSocket, one text frame each. What the client sends is not looked at. */
final class EventSocket implements EventSink {
    private final ServerWebSocket socket;

    EventSocket(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public boolean isFull() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable drained) {
        socket.drainHandler(none -> drained.run());
    }

    /** Between the client's close frame and the end of the connection there is nobody to write to. */
    @Override
    public void send(List<Event> events) {
        for (Event event : events) {
            if (!socket.isClosed()) {
                socket.writeFinalTextFrame(event.leaf());
            }
        }
    }

    @Override
    public void heartbeat(long seen) {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer());
        }
    }

    @Override
    public void end(EndReason reason) {
        if (!socket.isClosed()) {
            socket.close(reason.closeCode(), reason.name() + ": " + reason.message());
        }
    }
}
