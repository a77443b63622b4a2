package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.actionregistry.events.EndReason;
import org.actionregistry.events.Event;
import org.actionregistry.events.EventSink;

/** Events as {@code text/event-stream} (WHATWG HTML, section 9.2). */
final class EventStream implements EventSink {
    /** How long a browser waits before it comes back, in milliseconds. */
    private static final int RETRY_MS = 2000;

    private static final int EVENT_BYTES = 512;

    private final HttpServerResponse response;
    private final HttpConnection connection;
    private final boolean sharesConnection;

    EventStream(HttpServerRequest request) {
        this.response = request.response();
        this.connection = request.connection();
        this.sharesConnection = request.version() == HttpVersion.HTTP_2;
    }

    /** Sends the head of the response, so that the client knows it is let in. */
    void open() {
        response.write("retry: " + RETRY_MS + "\n");
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable drained) {
        response.drainHandler(none -> drained.run());
    }

    /** A leaf is canonical JSON, which has no line break for a field to end at. */
    @Override
    public void send(List<Event> events) {
        Buffer buffer = Buffer.buffer(events.size() * EVENT_BYTES);
        for (Event event : events) {
            buffer.appendString("id: ")
                    .appendString(Long.toString(event.index()))
                    .appendString("\nevent: ")
                    .appendString(event.type())
                    .appendString("\ndata: ")
                    .appendString(event.leaf())
                    .appendString("\n\n");
        }
        response.write(buffer);
    }

    /** An id without data dispatches nothing, but is what the client sends as {@code Last-Event-ID}. */
    @Override
    public void heartbeat(long seen) {
        response.write(":\nid: " + seen + "\n\n");
    }

    /** The connection goes too: what still waits on it was for a client that does not take it. */
    @Override
    public void end(EndReason reason) {
        Buffer error = ErrorEnvelope.of(reason);
        response.end(Buffer.buffer("event: error\ndata: ").appendBuffer(error).appendString("\n\n"))
                .onComplete(ended -> {
                    // Over HTTP/2 other requests use the same connection.
                    if (!sharesConnection) {
                        connection.close();
                    }
                });
    }
}
