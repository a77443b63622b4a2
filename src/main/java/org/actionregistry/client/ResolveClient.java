package org.actionregistry.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.VersionRange;
import org.actionregistry.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * Finds the versions to use. Thread-safe; fails as {@link RegistryClient} does. What it finds is the registry's word: fetch
 * it by its digest and verify it.
 */
public final class ResolveClient {
    private final Transport transport;

    public ResolveClient(ClientSettings settings) {
        this.transport = new Transport(settings);
    }

    /** Fails with a {@link RegistryError} of code {@code NOT_RESOLVABLE} where no version will do. */
    public Resolved resolve(Requirement requirement) {
        String path = "/actions/" + requirement.name() + "/resolve" + query(requirement);
        return answer(path, transport.get(path, "application/json"), answer -> {
            Resolved found = Resolved.of(answer);
            if (!found.requirement().equals(requirement)) {
                throw new IllegalArgumentException("it is about " + found.requirement());
            }
            return found;
        });
    }

    private static String query(Requirement requirement) {
        return requirement
                .range()
                .map(range -> "?range=" + encoded(range))
                .or(() -> requirement.tag().map(tag -> "?tag=" + tag))
                .orElse("");
    }

    /** A space as {@code %20}, since a plus sign is itself. */
    private static String encoded(VersionRange range) {
        return URLEncoder.encode(range.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Resolves several requirements at one moment.
     *
     * @param requirements 1 to 100, each of another action
     */
    public Lock lock(List<Requirement> requirements) {
        String path = "/resolve";
        byte[] body = CanonicalJson.encode(Map.of(
                "requirements",
                requirements.stream().map(ResolveClient::members).toList()));
        return answer(path, transport.post(path, body), Lock::of);
    }

    private static Map<String, @Nullable Object> members(Requirement requirement) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", requirement.name().value());
        requirement.range().ifPresent(range -> members.put("range", range.toString()));
        requirement.tag().ifPresent(tag -> members.put("tag", tag.value()));
        return members;
    }

    private static <T> T answer(String path, CompletableFuture<byte[]> answer, Function<JsonMembers, T> reader) {
        return Transport.joined(answer.thenApply(body -> RegistryClient.parsed(path, body, reader)));
    }
}
