package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.actionregistry.testing.TestRegistry;
import org.jspecify.annotations.Nullable;

/** Reads one event stream on a thread of its own, as WHATWG HTML section 9.2.6 says it is to be understood. */
final class EventReader implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    /**
     * What a blank line ended.
     *
     * @param lastId what {@code Last-Event-ID} would be now
     * @param type empty where no event was dispatched
     * @param comment whether there was a comment
     */
    record Event(String lastId, String type, String data, boolean comment) {
        JsonObject json() {
            return new JsonObject(data);
        }

        long index() {
            return json().getLong("index");
        }
    }

    private static final Event END = new Event("", "end", "", false);

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> received = new LinkedBlockingQueue<>();
    private volatile String lastId = "";

    private EventReader(HttpResponse<InputStream> response) {
        this.response = response;
    }

    /** @param headers names and values in turn */
    static EventReader open(TestRegistry registry, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + registry.port() + "/events" + query))
                .header("X-API-Key", TestRegistry.BOOTSTRAP_KEY)
                .header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            EventReader reader = new EventReader(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
            assertThat(reader.response.statusCode()).isEqualTo(200);
            assertThat(reader.response.headers().firstValue("Content-Type")).contains("text/event-stream");
            Thread thread = new Thread(reader::read, "event-reader");
            thread.setDaemon(true);
            thread.start();
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String type = "";
            String data = "";
            boolean comment = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    received.add(new Event(lastId, data.isEmpty() ? "" : type, data, comment));
                    type = "";
                    data = "";
                    comment = false;
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith(":")) {
                    comment = true;
                }
            }
        } catch (IOException broken) {
            // The end says it: a stream that breaks off is over as well.
        }
        received.add(END);
    }

    /** What arrives next, of whatever kind. */
    Event nextBlock() {
        try {
            Event next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("something arrives").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next event; what only moves the id, and comments, are passed over. */
    Event next() {
        Event next = nextBlock();
        while (next.type().isEmpty()) {
            next = nextBlock();
        }
        assertThat(next).as("an event, not the end").isNotEqualTo(END);
        return next;
    }

    List<Event> take(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    /** Whether the server ends the stream, after whatever it still sends. */
    boolean isOver() {
        Event next = nextBlock();
        while (!next.equals(END)) {
            next = nextBlock();
        }
        return true;
    }

    /** What is already here, without waiting. */
    @Nullable
    Event nowOrNull() {
        return received.poll();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    String lastId() {
        return lastId;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
