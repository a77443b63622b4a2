package org.actionregistry.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Digest;

/**
 * A client of one registry's HTTP API. Thread-safe; keeps connections open between calls.
 *
 * <p>Every method fails with a {@link ClientFailure}: {@link RegistryError} for a refusal, {@link RegistryUnreachable} when
 * no answer came, {@link MalformedAnswer} when what came is not what the contract promises. While the registry answers 503
 * or 429, requests are repeated as it asks, within the bounds of {@link ClientSettings}.
 */
public final class RegistryClient {
    /** The contract's limit for one request. */
    private static final int MOST_FETCHED = 100;

    /** The largest page the registry serves. */
    public static final int MAX_PAGE = 200;

    private static final String JSON = "application/json";
    static final int MAX_DEPTH = StrictJson.MAX_DEPTH + 4;

    private final Transport transport;
    private final Duration longestPause;

    public RegistryClient(ClientSettings settings) {
        this.transport = new Transport(settings);
        this.longestPause = settings.maxRetryDelay();
    }

    /**
     * One page of the list of actions, by name.
     *
     * @param limit the most items to return, 1 to {@value #MAX_PAGE}
     * @param cursor {@link ActionPage#nextCursor()} of the page before; empty for the first page
     */
    public ActionPage actions(ActionFilter filter, int limit, Optional<String> cursor) {
        return answer(filter.path(limit, cursor), ActionPage::of);
    }

    /**
     * All actions, by name; pages are requested as the stream advances.
     *
     * @param pageSize 1 to {@value #MAX_PAGE}
     */
    public Stream<ActionSummary> allActions(ActionFilter filter, int pageSize) {
        ActionPage first = actions(filter, pageSize, Optional.empty());
        return Stream.iterate(
                        Optional.of(first),
                        Optional::isPresent,
                        page -> page.flatMap(ActionPage::nextCursor)
                                .map(cursor -> actions(filter, pageSize, Optional.of(cursor))))
                .flatMap(Optional::stream)
                .flatMap(page -> page.items().stream());
    }

    /** An action and its versions. */
    public ActionHistory action(ActionName name) {
        return answer("/actions/" + name, ActionHistory::of);
    }

    /** One version: manifest, signature and the registry's verdict. */
    public PublishedVersion version(Coordinate coordinate) {
        return Transport.joined(versionAsync(coordinate));
    }

    /** {@link #version} without waiting; fails with a {@link ClientFailure}, perhaps inside a CompletionException. */
    public CompletableFuture<PublishedVersion> versionAsync(Coordinate coordinate) {
        String path = path(coordinate);
        return transport.get(path, JSON).thenApply(body -> {
            try {
                return PublishedVersion.of(body);
            } catch (IllegalArgumentException | InvalidJsonException e) {
                throw malformed(path, e);
            }
        });
    }

    /** Several versions, in the order they are asked for, with few requests. */
    public List<FetchedVersion> versions(List<Coordinate> coordinates) {
        List<FetchedVersion> fetched = new ArrayList<>(coordinates.size());
        for (int from = 0; from < coordinates.size(); from += MOST_FETCHED) {
            fetched.addAll(fetched(coordinates.subList(from, Math.min(coordinates.size(), from + MOST_FETCHED))));
        }
        return fetched;
    }

    private List<FetchedVersion> fetched(List<Coordinate> coordinates) {
        String path = "/actions/fetch";
        byte[] wanted = CanonicalJson.encode(Map.of(
                "coordinates",
                coordinates.stream()
                        .map(each -> Map.of(
                                "name",
                                each.name().value(),
                                "version",
                                each.version().toString()))
                        .toList()));
        byte[] body = Transport.joined(transport.post(path, wanted));
        try {
            List<JsonMembers> items =
                    JsonMembers.parse(body, StrictJson.MAX_DEPTH + 4).objects("items");
            if (items.size() != coordinates.size()) {
                throw new IllegalArgumentException(
                        "it has " + items.size() + " versions, not the " + coordinates.size() + " that were asked for");
            }
            return IntStream.range(0, items.size())
                    .mapToObj(place -> fetched(coordinates.get(place), items.get(place)))
                    .toList();
        } catch (IllegalArgumentException | InvalidJsonException e) {
            throw malformed(path, e);
        }
    }

    /** What did not fit into the answer is asked for by itself. */
    private FetchedVersion fetched(Coordinate wanted, JsonMembers item) {
        if (!SignedRecord.coordinate(item).equals(wanted)) {
            throw new IllegalArgumentException("it has another version in the place of " + wanted);
        }
        return new FetchedVersion(
                wanted,
                item.text("outcome").equals("left_out")
                        ? Optional.of(version(wanted))
                        : item.optionalObject("action").map(PublishedVersion::of));
    }

    /** What the registry itself says about a version's authenticity. */
    public VerificationReport verdict(Coordinate coordinate) {
        return answer(path(coordinate) + "/verify", VerificationReport::of);
    }

    /**
     * The canonical bytes of a document.
     *
     * @throws MalformedAnswer when the bytes have another digest than they were asked for by
     */
    public byte[] document(Digest digest) {
        return Transport.joined(documentAsync(digest));
    }

    /** {@link #document} without waiting; fails with a {@link ClientFailure}, perhaps inside a CompletionException. */
    public CompletableFuture<byte[]> documentAsync(Digest digest) {
        return transport.get("/digests/" + digest, "*/*").thenApply(canonical -> {
            Digest received = Digest.of(canonical);
            if (!received.equals(digest)) {
                throw new MalformedAnswer("the registry was asked for " + digest + " and sent bytes with " + received);
            }
            return canonical;
        });
    }

    /** Publishes a record, or with {@code dryRun} only has it checked. The same record again is no error. */
    public PublishReceipt publish(SignedRecord record, boolean dryRun) {
        return Transport.joined(publishAsync(record, dryRun));
    }

    /** {@link #publish} without waiting; fails with a {@link ClientFailure}, perhaps inside a CompletionException. */
    public CompletableFuture<PublishReceipt> publishAsync(SignedRecord record, boolean dryRun) {
        String path = path(record.coordinate()) + (dryRun ? "?dry_run=true" : "");
        return transport.put(path, record.toPublishRequest()).thenApply(body -> parsed(path, body, PublishReceipt::of));
    }

    /** The index of the newest journal entry, -1 where there is none. */
    public long journalHead() {
        return answer("/changes?limit=1", page -> page.integer("head"));
    }

    /**
     * Watches the journal; connects at the first {@link EventFeed#next}.
     *
     * @param since the index of the first entry; empty for what happens from now on
     */
    public EventFeed events(EventQuery query, Optional<Long> since) {
        return new EventFeed(transport, query, since, longestPause);
    }

    /** Who the registry takes this client for. */
    public Caller whoami() {
        return answer("/whoami", Caller::of);
    }

    /** All API keys, newest first. */
    public List<ApiKeyEntry> apiKeys() {
        return answer(
                "/api-keys",
                list -> list.objects("items").stream().map(ApiKeyEntry::of).toList());
    }

    /**
     * Makes an API key. Never repeated by itself: when no answer comes, there may be a key that nobody has seen, which
     * {@link #apiKeys} shows.
     */
    public IssuedApiKey createApiKey(NewApiKey wanted) {
        String path = "/api-keys";
        return Transport.joined(
                transport.post(path, wanted.toRequest()).thenApply(body -> parsed(path, body, IssuedApiKey::of)));
    }

    /** Revokes an API key, once and for all. One that has been revoked before is no error. */
    public ApiKeyEntry revokeApiKey(String id) {
        String path = "/api-keys/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        return Transport.joined(transport.delete(path).thenApply(body -> parsed(path, body, ApiKeyEntry::of)));
    }

    private <T> T answer(String path, Function<JsonMembers, T> reader) {
        return Transport.joined(transport.get(path, JSON).thenApply(body -> parsed(path, body, reader)));
    }

    static <T> T parsed(String path, byte[] body, Function<JsonMembers, T> reader) {
        try {
            return reader.apply(JsonMembers.parse(body, MAX_DEPTH));
        } catch (IllegalArgumentException | InvalidJsonException e) {
            throw malformed(path, e);
        }
    }

    /** @param cause an IllegalArgumentException or an {@link InvalidJsonException} */
    static MalformedAnswer malformed(String path, RuntimeException cause) {
        String place = cause instanceof InvalidJsonException invalid
                        && !invalid.pointer().isEmpty()
                ? invalid.pointer() + " "
                : "";
        return new MalformedAnswer("the answer to " + path + " is not a registry's: " + place + cause.getMessage());
    }

    static String path(Coordinate coordinate) {
        return "/actions/" + coordinate.name() + "/versions/" + coordinate.version();
    }
}
