package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.RegistryException;
import org.actionregistry.testing.Decoded;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RepresentationTest {
    private static final Codings ALL = Codings.read("br, zstd, gzip");

    private final AtomicInteger growths = new AtomicInteger();

    @BeforeAll
    static void load() {
        for (Coding coding : Coding.values()) {
            Coder.of(coding).encode(new byte[0]);
        }
    }

    private static Buffer text(int length) {
        return Buffer.buffer("a word and ".repeat(length / 11 + 1).substring(0, length));
    }

    private Representation of(int length) {
        return Representation.revalidated(text(length), Map.of()).growing(growths::incrementAndGet);
    }

    @Test
    void itWeighsWhatItHolds() {
        Representation representation = of(20_000);
        int plain = representation.weight();
        assertThat(plain).isGreaterThan(20_000);

        int before = plain;
        for (Coding coding : Coding.values()) {
            WireAnswer answer = Objects.requireNonNull(representation.wire(null, Codings.read(coding.token())));
            assertThat(representation.weight() - before)
                    .isGreaterThan(Objects.requireNonNull(answer.body()).readableBytes());
            before = representation.weight();
        }
        representation.wire(null, ALL);

        assertThat(representation.weight()).isEqualTo(before);
        assertThat(growths).hasValue(Coding.COUNT);
    }

    @Test
    void whatSavesTooLittleStaysPlainAndIsNotTriedAgain() {
        StringBuilder noise = new StringBuilder();
        Random random = new Random(1);
        while (noise.length() < 4_000) {
            noise.append((char) ('!' + random.nextInt(90)));
        }
        Representation representation = Representation.revalidated(Buffer.buffer(noise.toString()), Map.of());
        int weight = representation.weight();

        assertThat(representation.wire(null, ALL)).isSameAs(representation.wire(null, Codings.PLAIN));
        assertThat(representation.weight()).isEqualTo(weight);
    }

    @Test
    void aShortOneStaysPlain() {
        Representation representation = of(CodedForms.CODED_FROM - 1);

        assertThat(representation.wire(null, ALL)).isSameAs(representation.wire(null, Codings.PLAIN));
    }

    @Test
    void aLongOneIsMadeByAWorkerOnceForAllWhoWait(Vertx vertx) throws IOException {
        Form plain = Form.plain(text(CodedForms.AT_ONCE_UP_TO + 1), new EntityTag("\"t\""));
        CodedForms forms = new CodedForms(plain);
        forms.onGrowth(growths::incrementAndGet);
        assertThat(forms.atHand(ALL)).isNull();

        List<Future<Form>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(onALoop(vertx, forms, ALL));
        }
        Set<Form> got = new HashSet<>();
        waiting.forEach(form -> got.add(form.await()));

        assertThat(got).hasSize(1);
        Form form = got.iterator().next();
        assertThat(form).isSameAs(forms.atHand(ALL));
        assertThat(form.tag().value()).isEqualTo("\"t-br\"");
        assertThat(Decoded.of("br", form.body().getBytes()))
                .isEqualTo(plain.body().getBytes());
        assertThat(growths).hasValue(1);
    }

    @Test
    void whoRefusesThePlainFormGetsACodedOneHoweverShort(Vertx vertx) throws IOException {
        Form plain = Form.plain(text(5), new EntityTag("\"t\""));
        CodedForms forms = new CodedForms(plain);

        Form form = onALoop(vertx, forms, Codings.read("zstd, identity;q=0")).await();

        assertThat(form.coding()).isEqualTo(Coding.ZSTANDARD);
        assertThat(Decoded.of("zstd", form.body().getBytes()))
                .isEqualTo(plain.body().getBytes());
        assertThatThrownBy(() ->
                        onALoop(vertx, forms, Codings.read("identity;q=0")).await())
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE));
    }

    private static Future<Form> onALoop(Vertx vertx, CodedForms forms, Codings codings) {
        return Future.future(promise -> vertx.getOrCreateContext()
                .runOnContext(unused -> forms.get(codings).onComplete(promise)));
    }

    @Test
    void equalsWhatHasTheSameBytesAndHeaders() {
        assertThat(of(2_000)).isEqualTo(of(2_000)).hasSameHashCodeAs(of(2_000)).isNotEqualTo(of(2_001));
        assertThat(Representation.revalidated(text(5), Map.of("Link", "a")))
                .isEqualTo(Representation.revalidated(text(5), Map.of("Link", "a")))
                .isNotEqualTo(Representation.revalidated(text(5), Map.of("Link", "b")))
                .isNotEqualTo(of(5));
    }
}
