package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.VersionRange;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.catalog.CatalogCalls;
import org.actionregistry.catalog.Resolution;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /actions/{name}/resolve} and {@code /resolve}. */
final class ResolveHandler {
    /** Of the form of lock documents; another number will be another form. */
    private static final int LOCK_VERSION = 1;

    private final LocalBus bus;

    ResolveHandler(LocalBus bus) {
        this.bus = bus;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("resolveVersion", this::resolve, "resolveRequirements", this::lock);
    }

    private Future<Void> resolve(RoutingContext ctx, ValidRequest request) {
        Requirement wanted = requirement(
                PathCoordinate.name(request), request.optionalText("range"), request.optionalText("tag"), "query.");
        return bus.ask(CatalogCalls.RESOLVE, List.of(wanted)).compose(found -> {
            Resolution resolution = found.get(0);
            Optional<Refused> refusal = resolution.refusal();
            if (refusal.isPresent()) {
                return Future.failedFuture(refusal.get());
            }
            JsonObject body = resolved(resolution).put("skipped", skipped(resolution));
            return Replies.sendTagged(ctx, request, body.toBuffer());
        });
    }

    private Future<Void> lock(RoutingContext ctx, ValidRequest request) {
        return bus.ask(CatalogCalls.RESOLVE, requirements(request)).compose(found -> {
            JsonArray resolved = new JsonArray();
            JsonArray unresolved = new JsonArray();
            for (Resolution each : found) {
                each.refusal()
                        .ifPresentOrElse(
                                refusal -> unresolved.add(unresolved(each, refusal)),
                                () -> resolved.add(resolved(each)));
            }
            return Replies.send(
                    ctx,
                    200,
                    new JsonObject()
                            .put("lock_version", LOCK_VERSION)
                            .put("resolved", resolved)
                            .put("unresolved", unresolved));
        });
    }

    /** By name, which is the order of a lock whatever that of the question was. */
    private static List<Requirement> requirements(ValidRequest request) {
        if (!(request.body().get("requirements") instanceof List<?> wanted)) {
            throw new IllegalStateException("the contract let a body through without requirements");
        }
        List<Requirement> requirements = new ArrayList<>();
        Set<ActionName> names = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            String place = "/requirements/" + i + "/";
            Requirement requirement = requirement((Map<?, ?>) wanted.get(i), place);
            if (!names.add(requirement.name())) {
                throw Invalid.request(
                        place + "name", "unique", "An action has one version in a lock; name it once, with one range.");
            }
            requirements.add(requirement);
        }
        requirements.sort(Comparator.comparing(Requirement::name));
        return requirements;
    }

    private static Requirement requirement(Map<?, ?> wanted, String place) {
        ActionName name;
        try {
            name = new ActionName(String.valueOf(wanted.get("name")));
        } catch (IllegalArgumentException malformed) {
            throw Invalid.request(place + "name", "name", "name: " + malformed.getMessage());
        }
        return requirement(name, text(wanted, "range"), text(wanted, "tag"), place);
    }

    private static Optional<String> text(Map<?, ?> object, String member) {
        return Optional.ofNullable(object.get(member)).map(String.class::cast);
    }

    private static Requirement requirement(
            ActionName name, Optional<String> range, Optional<String> tag, String place) {
        if (range.isPresent() && tag.isPresent()) {
            throw Invalid.request(place + "tag", "either-or", "Name a range or a tag, not both.");
        }
        String which = range.isPresent() ? "range" : "tag";
        try {
            return range.map(text -> Requirement.inRange(name, VersionRange.parse(text)))
                    .or(() -> tag.map(text -> Requirement.tagged(name, text)))
                    .orElseGet(() -> Requirement.latest(name));
        } catch (IllegalArgumentException malformed) {
            throw Invalid.request(place + which, which, which + ": " + malformed.getMessage());
        }
    }

    private static JsonObject asked(Requirement requirement) {
        JsonObject json = new JsonObject().put("name", requirement.name().value());
        requirement.range().ifPresent(range -> json.put("range", range.toString()));
        requirement.tag().ifPresent(tag -> json.put("tag", tag.value()));
        return json;
    }

    private static JsonObject resolved(Resolution resolution) {
        Resolution.Resolved version = resolution.version().orElseThrow();
        return asked(resolution.requirement())
                .put("version", version.version().toString())
                .put("hash", version.hash())
                .put("kid", version.kid().orElse(null))
                .put("log_index", version.logIndex())
                .put("status", version.status().word());
    }

    private static JsonObject unresolved(Resolution resolution, Refused refusal) {
        return asked(resolution.requirement())
                .put("reason", refusal.code().name())
                .put("message", refusal.message())
                .put("skipped", skipped(resolution));
    }

    private static JsonArray skipped(Resolution resolution) {
        JsonArray skipped = new JsonArray();
        resolution
                .skipped()
                .forEach(each -> skipped.add(new JsonObject()
                        .put("version", each.version().toString())
                        .put("reason", each.reason())));
        return skipped;
    }
}
