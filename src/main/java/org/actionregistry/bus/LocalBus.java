package org.actionregistry.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.function.Function;
import org.actionregistry.failure.Unavailable;

/**
 * Request and reply over the local event bus with typed records. Records cross by reference (no copy, no encoding), and
 * failures arrive as the very exception the other side failed with.
 */
public final class LocalBus {
    private final Vertx vertx;
    private final DeliveryOptions options;

    /** @param timeout how long an answer may take before the caller gets {@link Unavailable} */
    public LocalBus(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.options = new DeliveryOptions()
                .setCodecName(ByReference.NAME)
                .setLocalOnly(true)
                .setSendTimeout(timeout.toMillis());
    }

    /** Makes the bus of {@code vertx} carry records; once for each Vert.x, before anything is served. */
    public static void enable(Vertx vertx) {
        vertx.eventBus().registerCodec(new ByReference());
    }

    /** Offers {@code call}; completes when the address is registered. */
    @SuppressWarnings("unchecked")
    public <Q, A> Future<Void> serve(Call<Q, A> call, Function<Q, Future<A>> handler) {
        return vertx.eventBus()
                .<ByReference.Parcel>localConsumer(call.address())
                .handler(message -> answer(handler, (Q) message.body().content())
                        .onComplete(answer -> message.reply(
                                new ByReference.Parcel(answer.succeeded() ? answer.result() : answer.cause()),
                                options)))
                .completion();
    }

    private static <Q, A> Future<A> answer(Function<Q, Future<A>> handler, Q question) {
        try {
            return handler.apply(question);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /** Asks; fails with what the server of {@code call} failed with, or {@link Unavailable} when nothing answers in time. */
    @SuppressWarnings("unchecked")
    public <Q, A> Future<A> ask(Call<Q, A> call, Q question) {
        return vertx.eventBus()
                .<ByReference.Parcel>request(call.address(), new ByReference.Parcel(question), options)
                .transform(reply -> {
                    if (reply.failed()) {
                        return Future.failedFuture(unavailable(call, reply.cause()));
                    }
                    Object content = reply.result().body().content();
                    return content instanceof Throwable failure
                            ? Future.failedFuture(failure)
                            : Future.succeededFuture((A) content);
                });
    }

    private static Throwable unavailable(Call<?, ?> call, Throwable failure) {
        if (failure instanceof ReplyException reply && reply.failureType() != ReplyFailure.RECIPIENT_FAILURE) {
            return new Unavailable("The registry did not answer in time (" + call.address() + "); try again.", 1);
        }
        return failure;
    }
}
