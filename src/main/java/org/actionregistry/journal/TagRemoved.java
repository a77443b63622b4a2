package org.actionregistry.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;
import org.jspecify.annotations.Nullable;

/** An action has no such dist-tag any more. */
public record TagRemoved(ActionName name, DistTag tag) implements RegistryChange {
    public static final String TYPE = "tag.removed";

    static TagRemoved of(EntryBody body) {
        return new TagRemoved(body.name(), new DistTag(body.text("tag")));
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
        return body;
    }
}
