package org.actionregistry.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * The journal as it happens. A connection that is lost is made again, and goes on behind the last entry that was seen, so
 * that none is missed and none comes twice. For one thread; to be closed.
 */
public final class EventFeed implements AutoCloseable {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

    private final Transport transport;
    private final EventQuery query;
    private final Optional<Long> since;
    private final Duration longestPause;
    private Duration pause = SHORTEST_PAUSE;
    private Optional<Long> position = Optional.empty();
    private @Nullable EventBlocks blocks;
    private boolean wasConnected;

    EventFeed(Transport transport, EventQuery query, Optional<Long> since, Duration longestPause) {
        this.transport = transport;
        this.query = query;
        this.since = since;
        this.longestPause = longestPause;
    }

    /** The index up to which everything was seen that the query asks for; empty while that is not known. */
    public Optional<Long> position() {
        return position;
    }

    /**
     * Waits for what comes next: an entry, or only a new {@link #position}.
     *
     * @throws RegistryError when the registry refuses
     * @throws RegistryUnreachable when the registry has never been reached, not when it is lost later
     * @throws MalformedAnswer when what comes is no registry's
     */
    public Optional<JournalEvent> next() {
        while (true) {
            Optional<EventBlocks.Block> block = read();
            if (block.isPresent()) {
                pause = SHORTEST_PAUSE;
                Optional<JournalEvent> event = event(block.get());
                position = block.get().id().map(EventFeed::index).or(() -> position);
                return event;
            }
            waitABit();
        }
    }

    /** Empty where the connection is lost, or cannot be made again yet. */
    private Optional<EventBlocks.Block> read() {
        try {
            EventBlocks open = blocks == null ? connect() : blocks;
            blocks = open;
            Optional<EventBlocks.Block> block = open.next();
            if (block.isEmpty()) {
                close();
            }
            return block;
        } catch (IOException lost) {
            close();
            return Optional.empty();
        } catch (RegistryUnreachable unreachable) {
            if (!wasConnected) {
                throw unreachable;
            }
            return Optional.empty();
        }
    }

    private EventBlocks connect() {
        InputStream body = transport.stream(query.path(since), position.map(String::valueOf));
        wasConnected = true;
        return new EventBlocks(body);
    }

    /** The registry's farewell is no entry; the end of the stream comes right behind it. */
    private static Optional<JournalEvent> event(EventBlocks.Block block) {
        if (block.data().isEmpty() || block.event().equals("error")) {
            return Optional.empty();
        }
        try {
            byte[] json = block.data().get().getBytes(StandardCharsets.UTF_8);
            return Optional.of(JournalEvent.of(JsonMembers.parse(json, StrictJson.MAX_DEPTH)));
        } catch (InvalidJsonException e) {
            throw new MalformedAnswer("the event stream is not a registry's: " + e.getMessage());
        }
    }

    private static long index(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new MalformedAnswer("the event stream is not a registry's: an event has the id '" + id + "'");
        }
    }

    private void waitABit() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnreachable("interrupted while waiting for the registry to come back");
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(longestPause) > 0 ? longestPause : longer;
    }

    @Override
    public void close() {
        if (blocks != null) {
            try {
                blocks.close();
            } catch (IOException alreadyLost) {
                // Nothing is kept open by a stream that cannot be closed.
            }
            blocks = null;
        }
    }
}
