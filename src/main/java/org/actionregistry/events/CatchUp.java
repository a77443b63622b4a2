package org.actionregistry.events;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets only a few reads of old entries run at a time, the others in turn: thousands of subscribers that come back together
 * must not take the database from everybody else. Holds at most one read a subscriber.
 */
final class CatchUp {
    private static final int AT_ONCE = 4;

    private final Context context;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    CatchUp(Context context) {
        this.context = context;
    }

    Future<List<Event>> read(Supplier<Future<List<Event>>> read) {
        Promise<List<Event>> promise = Promise.promise();
        context.runOnContext(none -> {
            waiting.add(() -> read.get()
                    .onComplete(promise)
                    .onComplete(done -> context.runOnContext(ended -> {
                        running--;
                        next();
                    })));
            next();
        });
        return promise.future();
    }

    private void next() {
        while (running < AT_ONCE && !waiting.isEmpty()) {
            running++;
            waiting.remove().run();
        }
    }
}
