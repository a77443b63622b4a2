package org.actionregistry.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;
import org.actionregistry.action.SemanticVersion;
import org.jspecify.annotations.Nullable;

/** A dist-tag of an action points to that version from this entry on. */
public record TagMoved(ActionName name, DistTag tag, SemanticVersion version) implements RegistryChange {
    public static final String TYPE = "tag.moved";

    static TagMoved of(EntryBody body) {
        return new TagMoved(body.name(), new DistTag(body.text("tag")), body.version());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String target() {
        return name + "@" + tag;
    }

    @Override
    public Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("name", name.value());
        body.put("tag", tag.value());
        body.put("version", version.toString());
        return body;
    }
}
