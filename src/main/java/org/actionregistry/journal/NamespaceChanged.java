package org.actionregistry.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * A namespace has these owners and signing keys from this entry on.
 *
 * @param owners ids of the principals that may write there; empty for whoever their role allows
 * @param kids the only keys that may sign there; empty for every trusted key
 * @param expected the index of its last change as the caller knows it; empty when the caller does not care. Not logged
 */
public record NamespaceChanged(String namespace, List<String> owners, List<KeyId> kids, OptionalLong expected)
        implements RegistryChange {
    public static final String TYPE = "namespace.changed";

    /** What a caller expects of a namespace that nobody has changed yet. */
    public static final long NEVER_CHANGED = -1;

    public NamespaceChanged {
        owners = List.copyOf(owners);
        kids = List.copyOf(kids);
    }

    static NamespaceChanged of(EntryBody body) {
        return new NamespaceChanged(
                body.text("namespace"),
                body.texts("owners"),
                body.texts("kids").stream().map(KeyId::new).toList(),
                OptionalLong.empty());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String target() {
        return namespace;
    }

    @Override
    public Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("namespace", namespace);
        body.put("owners", owners);
        body.put("kids", kids.stream().map(KeyId::value).toList());
        return body;
    }
}
