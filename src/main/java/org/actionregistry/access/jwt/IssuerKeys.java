package org.actionregistry.access.jwt;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys as they are now. The set is read again at an interval, and at once when a token names a key that is
 * not in it, so that a rotation is followed; the latter at most once in {@code pause}, or anyone could make this server
 * hammer the issuer with made-up key ids. While the issuer is away the last set stays in force.
 */
public final class IssuerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final Vertx vertx;
    private final KeySetSource source;
    private final TokenRules rules;
    private final Duration interval;
    private final Duration pause;
    private volatile @Nullable KeySet current;
    private byte @Nullable [] document;
    private @Nullable Future<Void> reading;

    /** That which begins when {@link #reading} ends. */
    private @Nullable Future<Void> next;

    private boolean asked;
    private long askedAt;
    private long timer = -1;

    /**
     * @param interval how often the set is read
     * @param pause how long an unknown key id is not reason enough to read it again
     */
    public IssuerKeys(Vertx vertx, KeySetSource source, TokenRules rules, Duration interval, Duration pause) {
        this.vertx = vertx;
        this.source = source;
        this.rules = rules;
        this.interval = interval;
        this.pause = pause;
    }

    /** Reads the set, and goes on doing so; completes when it has tried once, and fails as that did. */
    public Future<Void> start() {
        timer = vertx.setPeriodic(interval.toMillis(), due -> refresh());
        return refresh();
    }

    /** Stops reading. */
    public void close() {
        vertx.cancelTimer(timer);
    }

    /** The set in force; empty where none could be read yet. */
    Optional<KeySet> current() {
        return Optional.ofNullable(current);
    }

    /**
     * The set after a reading that an unknown key id asks for, or at once where it was asked for just now; completes on
     * the caller's context.
     */
    Future<Optional<KeySet>> afresh() {
        Future<Void> read = another();
        if (read == null) {
            return Future.succeededFuture(current());
        }
        Context caller = vertx.getOrCreateContext();
        Promise<Optional<KeySet>> answer = Promise.promise();
        read.onComplete(done -> caller.runOnContext(back -> answer.complete(current())));
        return answer.future();
    }

    /**
     * A reading that finds what the issuer has now, where another one may be asked for; else the one under way, if any, which may have
     * begun before the issuer had the key.
     */
    private synchronized @Nullable Future<Void> another() {
        if (reading == null) {
            return mayAsk() ? refresh() : null;
        }
        if (next == null && mayAsk()) {
            next = reading.otherwiseEmpty().compose(over -> begin());
        }
        return next == null ? reading : next;
    }

    private synchronized Future<Void> begin() {
        next = null;
        return refresh();
    }

    private boolean mayAsk() {
        long now = System.nanoTime();
        if (asked && now - askedAt < pause.toNanos()) {
            return false;
        }
        asked = true;
        askedAt = now;
        return true;
    }

    /** One reading at a time; who comes while it is under way shares it. */
    private synchronized Future<Void> refresh() {
        if (reading == null) {
            Future<Void> begun = source.read().map(this::accept);
            reading = begun;
            begun.onComplete(done -> finished(done.cause()));
            if (begun.isComplete()) {
                reading = null;
            }
            return begun;
        }
        return reading;
    }

    private synchronized @Nullable Void accept(byte[] read) {
        if (!Arrays.equals(read, document)) {
            KeySet keys = KeySet.parse(vertx, rules, read);
            current = keys;
            document = read;
            LOG.atInfo().addKeyValue("keys", keys.size()).log("The keys of the token issuer were read");
        }
        return null;
    }

    private synchronized void finished(@Nullable Throwable failure) {
        reading = null;
        if (failure != null) {
            LOG.warn(
                    "The keys of the token issuer cannot be read, {}: {}",
                    current == null ? "and there are none" : "those read before stay in force",
                    failure.getMessage());
        }
    }
}
