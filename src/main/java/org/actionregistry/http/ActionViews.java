package org.actionregistry.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.DistTag;
import org.actionregistry.catalog.ActionHeader;
import org.actionregistry.catalog.ActionRow;
import org.actionregistry.catalog.ListedAction;
import org.actionregistry.catalog.VersionLine;
import org.actionregistry.verification.Verdict;

/** Actions and version lists as JSON. */
final class ActionViews {
    private ActionViews() {}

    /** Adds the members of one action of a list. */
    static void putListed(JsonText json, ListedAction action) {
        ActionRow row = action.row();
        json.put("name", row.name().value())
                .put("namespace", row.name().namespace())
                .put("latest_version", row.latestVersion().orElse(null))
                .putTexts("versions", row.versions())
                .put("version_count", row.versionCount());
        row.title().ifPresent(text -> json.put("title", text));
        row.description().ifPresent(text -> json.put("description", text));
        json.putTexts("tags", row.tags()).time("updated_at", row.updatedAt());
        row.standing().ifPresent(standing -> StatusViews.put(json, standing));
        action.verdict().ifPresent(verdict -> putSummary(json.begin("verification"), verdict));
    }

    private static void putSummary(JsonText json, Verdict verdict) {
        json.put("verified", verdict.verified());
        verdict.error().ifPresent(error -> json.put("verify_error", error.text()));
        json.end();
    }

    static JsonObject header(ActionHeader header) {
        JsonObject json = new JsonObject()
                .put("name", header.name().value())
                .put("namespace", header.name().namespace())
                .put("latest_version", header.latestVersion().orElse(null));
        putTexts(json, header.title(), header.description(), header.tags());
        JsonObject distTags = new JsonObject();
        header.latestVersion().ifPresent(latest -> distTags.put(DistTag.LATEST, latest));
        header.distTags().forEach(distTags::put);
        return json.put("version_count", header.versionCount())
                .put("dist_tags", distTags)
                .put("versions", lines(header.versions()))
                .put("created_at", header.createdAt().toString());
    }

    static JsonArray lines(List<VersionLine> lines) {
        JsonArray array = new JsonArray();
        lines.forEach(line -> array.add(line(line)));
        return array;
    }

    private static JsonObject line(VersionLine line) {
        JsonObject json = new JsonObject()
                .put("version", line.version().toString())
                .put("hash", line.hash())
                .put("kid", line.kid().orElse(null));
        return StatusViews.put(json, line.standing())
                .put("created_at", line.createdAt().toString())
                .put("log_index", line.logIndex());
    }

    private static void putTexts(
            JsonObject json, Optional<String> title, Optional<String> description, List<String> tags) {
        title.ifPresent(text -> json.put("title", text));
        description.ifPresent(text -> json.put("description", text));
        json.put("tags", new JsonArray(tags));
    }
}
