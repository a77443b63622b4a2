package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.actionregistry.action.Manifest;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid manifests that press against the limits of jsonb, tsvector and index rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeManifestIT {
    private static final int ROOM = Manifest.MAX_BYTES - 100;

    private OpenDatabase open;

    @BeforeAll
    void open() {
        open = OpenDatabase.of(TestDatabase.fresh().runtime());
    }

    @AfterAll
    void close() {
        open.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isStoredLikeAnyOther(String name, String json) {
        VersionPublished entry = Publication.of(name, "1.0.0", json);

        assertThat(Outcome.of(open.journal().append(List.of(entry))))
                .singleElement()
                .isInstanceOf(Appended.Written.class);
        assertThat(Outcome.of(open.catalog().version(entry.coordinate())))
                .get()
                .extracting(StoredVersion::canonical)
                .isEqualTo(entry.manifest().canonical());
    }

    static Stream<Arguments> isStoredLikeAnyOther() {
        return Stream.of(
                Arguments.of("one-word", "{\"description\":\"" + "x".repeat(ROOM) + "\"}"),
                Arguments.of("many-words", "{\"description\":\"" + words(i -> "w" + i) + "\"}"),
                Arguments.of("hyphens", "{\"description\":\"" + words(i -> "a" + i + "-b" + i) + "\"}"),
                Arguments.of("hosts", "{\"description\":\"" + words(i -> "a" + i + ".com/b" + i) + "\"}"),
                Arguments.of("ideographs", "{\"description\":\"" + "送".repeat(ROOM / 3) + "\"}"),
                Arguments.of("long-title", "{\"title\":\"" + "t ".repeat(ROOM / 2) + "\"}"),
                Arguments.of("long-tag", "{\"tags\":[\"" + "t".repeat(ROOM) + "\"]}"),
                Arguments.of(
                        "many-tags", "{\"tags\":[\"" + words(Integer::toString).replace(" ", "\",\"") + "\"]}"),
                Arguments.of("long-key", "{\"" + "k".repeat(ROOM) + "\":1}"),
                Arguments.of("huge-numbers", "{\"n\":[" + "1e308,".repeat(ROOM / 7) + "5e-324]}"),
                Arguments.of("deep", "{\"d\":" + "[".repeat(63) + "]".repeat(63) + "}"),
                Arguments.of("nul", "{\"n\":\"" + "\\u0000".repeat(ROOM / 6) + "\"}"));
    }

    /** As many words as there is room for, all different. */
    private static String words(IntFunction<String> word) {
        return IntStream.range(0, ROOM / 20).mapToObj(word).collect(Collectors.joining(" "));
    }
}
