package org.actionregistry.events;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One subscriber: a cursor, a filter and a place to write to. It holds no events of its own; while its connection takes
 * nothing, its cursor stays where it is. Lives on the event loop of its connection.
 */
public final class Subscription {
    /** Written at once, so that a burst costs few system calls; few enough to stop soon after the connection is full. */
    private static final int WRITTEN_AT_ONCE = 64;

    private final Subscribers all;
    private final EventHub hub;
    private final EventFilter filter;
    private final EventSink sink;
    private final long present;
    private final long deadline;
    private long cursor;
    private long lastSent;
    private long fullSince;
    private boolean full;
    private boolean reading;
    private boolean caughtUp;
    private boolean over;

    Subscription(Subscribers all, EventHub hub, EventFilter filter, EventSink sink, Start start, long now) {
        this.all = all;
        this.hub = hub;
        this.filter = filter;
        this.sink = sink;
        this.cursor = start.from();
        this.present = start.present();
        long lifetime = hub.limits().lifetime().toNanos();
        // Those who came together do not all have to come back together.
        this.deadline = now + lifetime - ThreadLocalRandom.current().nextLong(lifetime / 10 + 1);
        this.lastSent = now;
    }

    /** Ends it because the subscriber is gone. */
    public void cancel() {
        over = true;
        all.remove(this);
    }

    /**
     * Writes what is new as far as the connection takes it. Once it has what was there when it began, it is told so:
     * however little its filter lets through, it knows from then on where to resume.
     */
    void pump() {
        List<Event> written = new ArrayList<>();
        while (!over && !reading && cursor < hub.size() && !isFull()) {
            Event event = hub.recent(cursor);
            if (event == null) {
                flush(written);
                readOlder();
                return;
            }
            advance(event, written);
        }
        flush(written);
        if (!caughtUp && !over && !full && cursor >= present) {
            caughtUp = true;
            sink.heartbeat(cursor - 1);
        }
    }

    private void advance(Event event, List<Event> written) {
        cursor = event.index() + 1;
        if (filter.matches(event)) {
            written.add(event);
            if (written.size() == WRITTEN_AT_ONCE) {
                flush(written);
            }
        }
    }

    private void flush(List<Event> written) {
        if (!written.isEmpty() && !over) {
            sink.send(written);
            lastSent = System.nanoTime();
        }
        written.clear();
    }

    private boolean isFull() {
        boolean now = sink.isFull();
        if (now && !full) {
            fullSince = System.nanoTime();
        }
        full = now;
        return now;
    }

    /** Failures are not the subscriber's: the next tick tries again. */
    private void readOlder() {
        reading = true;
        hub.older(cursor)
                .onComplete(read -> all.onLoop(() -> {
                    reading = false;
                    if (read.succeeded() && !over) {
                        take(read.result());
                    }
                }));
    }

    /** A batch read is written out even if the connection fills meanwhile: it is small, and cheaper than reading it again. */
    private void take(List<Event> events) {
        List<Event> written = new ArrayList<>();
        events.forEach(event -> advance(event, written));
        flush(written);
        pump();
    }

    /** What is due at {@code now}: a heartbeat, another try, or the end. */
    void tick(long now) {
        if (full && isFull() && now - fullSince > hub.limits().patience().toNanos()) {
            end(EndReason.SLOW_CONSUMER);
        } else if (now - deadline > 0) {
            end(EndReason.LIFETIME_OVER);
        } else {
            pump();
            if (!full && now - lastSent >= hub.limits().heartbeat().toNanos()) {
                lastSent = now;
                sink.heartbeat(cursor - 1);
            }
        }
    }

    void end(EndReason reason) {
        if (!over) {
            cancel();
            sink.end(reason);
        }
    }

    /** The connection takes something again. */
    void drained() {
        full = false;
        pump();
    }
}
