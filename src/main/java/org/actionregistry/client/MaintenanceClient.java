package org.actionregistry.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DistTag;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;

/**
 * What maintainers and administrators say of what is published: status, dist-tags, namespaces. Thread-safe; fails as
 * {@link RegistryClient} does.
 */
public final class MaintenanceClient {
    private static final String JSON = "application/json";
    private static final int PAGE = 200;

    private final Transport transport;

    public MaintenanceClient(ClientSettings settings) {
        this.transport = new Transport(settings);
    }

    /** Says something else of a version; saying the same again is no error. */
    public StatusReceipt setStatus(Coordinate coordinate, StatusWish wish) {
        String path = RegistryClient.path(coordinate) + "/status";
        return answer(path, transport.patch(path, wish.toRequest()), StatusReceipt::of);
    }

    /** Points a tag to a version; where it points there already, nothing changes. */
    public TagReceipt setTag(ActionName name, DistTag tag, SemanticVersion version) {
        String path = "/actions/" + name + "/tags/" + tag;
        byte[] body = CanonicalJson.encode(Map.of("version", version.toString()));
        return answer(path, transport.put(path, body), TagReceipt::of);
    }

    public TagReceipt removeTag(ActionName name, DistTag tag) {
        String path = "/actions/" + name + "/tags/" + tag;
        return answer(path, transport.delete(path), TagReceipt::of);
    }

    /** All namespaces that have been set, by name. */
    public List<NamespaceEntry> namespaces() {
        List<NamespaceEntry> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            String path = "/namespaces?limit=" + PAGE
                    + cursor.map(text -> "&cursor=" + text).orElse("");
            JsonMembers page = answer(path, transport.get(path, JSON), Function.identity());
            page.objects("items").stream().map(NamespaceEntry::of).forEach(all::add);
            cursor = page.optionalText("next_cursor");
        } while (cursor.isPresent());
        return all;
    }

    /** @param namespace built like an action's name */
    public NamespaceEntry namespace(ActionName namespace) {
        String path = "/namespaces/" + namespace;
        return answer(path, transport.get(path, JSON), NamespaceEntry::of);
    }

    /** Says who may write and sign in a namespace from now on. */
    public NamespaceEntry setNamespace(ActionName namespace, List<String> owners, List<String> kids) {
        String path = "/namespaces/" + namespace;
        byte[] body = CanonicalJson.encode(Map.of("owners", owners, "kids", kids));
        return answer(path, transport.put(path, body), NamespaceEntry::of);
    }

    private static <T> T answer(String path, CompletableFuture<byte[]> body, Function<JsonMembers, T> reader) {
        return Transport.joined(body.thenApply(bytes -> {
            try {
                return reader.apply(JsonMembers.parse(bytes, StrictJson.MAX_DEPTH));
            } catch (IllegalArgumentException | InvalidJsonException e) {
                throw RegistryClient.malformed(path, e);
            }
        }));
    }
}
