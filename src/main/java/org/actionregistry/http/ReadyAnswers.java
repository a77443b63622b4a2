package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.actionregistry.action.Coordinate;
import org.actionregistry.catalog.CatalogCalls;
import org.actionregistry.catalog.FetchedVersion;
import org.actionregistry.catalog.FreshCache;
import org.actionregistry.catalog.Freshness;
import org.actionregistry.catalog.VerifiedVersion;
import org.actionregistry.catalog.VersionReader;
import org.jspecify.annotations.Nullable;

/**
 * The answers that agents ask for again and again, ready to be sent: versions, verdicts, documents and first pages of lists. One for each
 * process; thread-safe.
 *
 * <p>An answer holds a verdict, so it is dropped when the journal tells that the version's status has changed or the trust
 * store that any key's has, and read again in any case after the time to revalidate.
 */
public final class ReadyAnswers {
    /** A sixteenth of the memory is for lists. */
    private static final int LISTS_SHARE = 16;

    /** Soon, since a page shows more than the journal tells of. */
    private static final Duration LISTS_REVALIDATE = Duration.ofSeconds(2);

    private final VersionReader reader;
    private final CharSequence documentCaching;
    private final FreshCache<String, Representation> answers;
    private final FreshCache<String, Representation> firstPages;

    /** @param shared whether anyone may read, and so shared caches may keep documents */
    public ReadyAnswers(
            Vertx vertx, VersionReader reader, Freshness freshness, FreshCache.Limits limits, boolean shared) {
        this.reader = reader;
        this.documentCaching =
                HttpHeaders.createOptimized((shared ? "public" : "private") + ", max-age=31536000, immutable");
        this.answers =
                new FreshCache<>(vertx, freshness, limits, (path, answer) -> 2 * path.length() + answer.weight());
        this.firstPages = FreshCache.ofRepeated(
                vertx,
                freshness,
                new FreshCache.Limits(limits.bytes() / LISTS_SHARE, LISTS_REVALIDATE),
                (path, page) -> 2 * path.length() + page.weight());
        freshness.listen(new Freshness.Listener() {
            @Override
            public void versionChanged(Coordinate coordinate) {
                answers.forget(ReadyPath.Version.of(coordinate).path());
                answers.forget(ReadyPath.Verification.of(coordinate).path());
            }

            @Override
            public void anythingChanged() {
                answers.forgetAll();
            }

            @Override
            public void listsChanged() {
                firstPages.forgetAll();
            }
        });
    }

    /**
     * The answer at a path, where it is at hand.
     *
     * @param now by {@link System#nanoTime}
     */
    @Nullable
    Representation peek(String path, long now) {
        return answers.peek(path, now);
    }

    /** The answer at a path; fails as {@link VersionReader} does. */
    Future<Representation> get(ReadyPath path) {
        return answers.get(path.path(), growing(answers, path.path(), read(path)));
    }

    /** Several versions with one statement, in the order in which they are asked for; none of them from memory. */
    Future<List<FetchedVersion<VerifiedVersion>>> fetch(List<Coordinate> coordinates) {
        return reader.fetch(coordinates);
    }

    /**
     * The first page of a list, which every agent asks for and any publish may change; remembered when it is asked for again, since
     * there are as many searches as there are words.
     *
     * @param path with its filters, in one spelling
     */
    Future<Representation> firstPage(String path, Supplier<Future<Representation>> read) {
        return firstPages.get(path, growing(firstPages, path, read));
    }

    /** What is read weighs more with each form that is made of it later. */
    private static Supplier<Future<Representation>> growing(
            FreshCache<String, Representation> cache, String path, Supplier<Future<Representation>> read) {
        return () -> read.get().map(found -> found.growing(() -> cache.reweigh(path)));
    }

    private Supplier<Future<Representation>> read(ReadyPath path) {
        if (path instanceof ReadyPath.Version version) {
            return () -> reader.version(version.coordinate()).map(found -> document(found));
        }
        if (path instanceof ReadyPath.Verification verification) {
            return () -> reader.version(verification.coordinate())
                    .map(found -> revalidated(VersionViews.verdict(found).toBuffer(), found));
        }
        ReadyPath.Document document = (ReadyPath.Document) path;
        return () -> reader.document(document.digest()).map(this::document);
    }

    private static Representation document(VerifiedVersion version) {
        VersionViews.Tagged document = VersionViews.document(version);
        return Representation.revalidated(document.body(), document.tag(), StatusViews.headers(version.stored()));
    }

    private static Representation revalidated(Buffer body, VerifiedVersion version) {
        return Representation.revalidated(body, StatusViews.headers(version.stored()));
    }

    private Representation document(CatalogCalls.Document document) {
        return Representation.immutable(
                Buffer.buffer(document.canonical()),
                new EntityTag("\"" + document.digest() + "\""),
                documentCaching,
                // RFC 9530: the digest of the representation, as a structured field.
                Map.of(
                        "Repr-Digest",
                        "sha-256=:"
                                + Base64.getEncoder()
                                        .encodeToString(document.digest().bytes())
                                + ":"));
    }
}
