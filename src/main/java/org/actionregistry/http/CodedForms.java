package org.actionregistry.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.failure.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * The forms of one representation in the codings that clients take. Each is made when it is first asked for and kept from then on:
 * a short one at once, a long one by a worker, since it would hold up an event loop for more than two milliseconds.
 * Thread-safe.
 */
final class CodedForms {
    /** Shorter ones fit into a packet or two anyway. */
    static final int CODED_FROM = 1024;

    /** Takes half a millisecond as a rule, and one and a half where nothing can be saved (docs/PERFORMANCE.md). */
    static final int AT_ONCE_UP_TO = 32 * 1024;

    /** How many may be made or wait for a worker, in this process; beyond it those who take the plain form get that. */
    private static final int MOST_IN_MAKING = 64;

    private static final AtomicInteger IN_MAKING = new AtomicInteger();

    private final Form plain;

    /** By ordinals of {@link Coding}; the plain form stands for one that saves too little. */
    private final AtomicReferenceArray<@Nullable CompletableFuture<Form>> made =
            new AtomicReferenceArray<>(Coding.COUNT);

    private volatile Runnable grown = () -> {};

    CodedForms(Form plain) {
        this.plain = plain;
    }

    /** Whom to tell each time it weighs more. */
    void onGrowth(Runnable grown) {
        this.grown = grown;
    }

    /** What the kept forms take, in bytes: for each coding at most three quarters of the plain one's, and headers. */
    int weight() {
        int weight = 0;
        for (int i = 0; i < Coding.COUNT; i++) {
            Form form = kept(i);
            weight += form == null || form == plain ? 0 : form.weight();
        }
        return weight;
    }

    private @Nullable Form kept(int place) {
        CompletableFuture<Form> form = made.get(place);
        return form == null ? null : form.getNow(null);
    }

    /** The form for a client, where it is kept or soon made; else null. */
    @Nullable
    Form atHand(Codings codings) {
        if (!codings.plain()) {
            return null;
        }
        if (plain.body().length() < CODED_FROM) {
            return plain;
        }
        for (Coding coding : codings.preferred()) {
            Form kept = kept(coding.ordinal());
            if (kept != null) {
                return kept;
            }
            if (!isAtOnce(coding)) {
                return null;
            }
            Form form = make(coding);
            if (form != null) {
                made.set(coding.ordinal(), CompletableFuture.completedFuture(form));
                grown.run();
                return form;
            }
        }
        return plain;
    }

    private boolean isAtOnce(Coding coding) {
        Coder coder = Coder.of(coding);
        return coder.isAbsent() || (coder.isReady() && plain.body().length() <= AT_ONCE_UP_TO);
    }

    /** The plain form where a quarter is not saved, so that it is not tried again; null where the coding is absent. */
    private @Nullable Form make(Coding coding) {
        Coder coder = Coder.of(coding);
        byte[] coded = coder.isAbsent() ? null : coder.encode(plain.body().getBytes());
        if (coded == null) {
            return null;
        }
        return coded.length <= plain.body().length() / 4 * 3 ? plain.coded(coding, coded) : plain;
    }

    /**
     * The form for a client. For threads of Vert.x.
     *
     * @return fails with {@link Refused} where the client takes nothing that there is, with {@link Unavailable} where it insists on
     *     a coding while too many are in the making
     */
    Future<Form> get(Codings codings) {
        if (!codings.plain()) {
            return IN_MAKING.get() < MOST_IN_MAKING
                    ? working(() -> insisted(codings))
                    : Future.failedFuture(new Unavailable("Too many answers are being compressed.", 1));
        }
        Form form = atHand(codings);
        return form == null ? awaited(codings) : Future.succeededFuture(form);
    }

    /** Some other form than the plain one, whatever it saves; not kept, since hardly anybody insists. */
    private Form insisted(Codings codings) {
        return codings.preferred().stream()
                .flatMap(coding -> {
                    byte[] coded = Coder.of(coding).encode(plain.body().getBytes());
                    return coded == null ? Stream.empty() : Stream.of(plain.coded(coding, coded));
                })
                .findFirst()
                .orElseThrow(() -> refused(List.of(Coding.values())));
    }

    /** What to answer to who takes nothing that there is. */
    static Refused refused(List<Coding> available) {
        List<String> codings = Stream.concat(available.stream().map(Coding::token), Stream.of("identity"))
                .toList();
        return new Refused(
                ErrorCode.NOT_ACCEPTABLE,
                "This is available in the coding " + String.join(" or ", codings) + " only.",
                Map.of("available", codings));
    }

    /** Whoever asks for a form that is in the making waits for it as well. */
    private Future<Form> awaited(Codings codings) {
        Coding coding = codings.preferred().stream()
                .filter(wanted -> !Coder.of(wanted).isAbsent())
                .findFirst()
                .orElse(null);
        if (coding == null) {
            return Future.succeededFuture(plain);
        }
        int place = coding.ordinal();
        CompletableFuture<Form> ours = new CompletableFuture<>();
        CompletableFuture<Form> making = made.compareAndExchange(place, null, ours);
        if (making == null) {
            if (IN_MAKING.get() >= MOST_IN_MAKING) {
                made.set(place, null);
                ours.complete(plain);
                return Future.succeededFuture(plain);
            }
            working(() -> make(coding)).onComplete(done -> settle(place, ours, done));
            making = ours;
        }
        return Future.fromCompletionStage(making, Vertx.currentContext()).compose(done -> get(codings));
    }

    private void settle(int place, CompletableFuture<Form> making, AsyncResult<@Nullable Form> done) {
        Form form = done.result();
        if (form == null) {
            // Where the coding is absent that is known by now, so it will not be asked for again.
            made.set(place, null);
        }
        if (done.failed()) {
            making.completeExceptionally(done.cause());
        } else if (form == null) {
            making.complete(plain);
        } else {
            making.complete(form);
            grown.run();
        }
    }

    private static <T> Future<T> working(Callable<T> work) {
        Context context = Vertx.currentContext();
        IN_MAKING.incrementAndGet();
        return context.executeBlocking(work, false).onComplete(done -> IN_MAKING.decrementAndGet());
    }
}
