package org.actionregistry.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;

/** The members of a logged entry; every method throws {@link IllegalArgumentException} for one that is not as it should be. */
final class EntryBody {
    private final Map<String, @Nullable Object> members;

    EntryBody(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    String text(String member) {
        return optionalText(member).orElseThrow(() -> new IllegalArgumentException(member + " is missing"));
    }

    Optional<String> optionalText(String member) {
        Object value = members.get(member);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw new IllegalArgumentException(member + " is no text");
    }

    Optional<Instant> optionalTime(String member) {
        try {
            return optionalText(member).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(member + " is no time", e);
        }
    }

    List<String> texts(String member) {
        if (!(members.get(member) instanceof List<?> values)) {
            throw new IllegalArgumentException(member + " is no list");
        }
        List<String> texts = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException(member + " holds something else than text");
            }
            texts.add(text);
        }
        return texts;
    }

    boolean flag(String member) {
        return Boolean.TRUE.equals(members.get(member));
    }

    KeyId kid() {
        return new KeyId(text("kid"));
    }

    Ed25519PublicKey publicKey() {
        return Ed25519PublicKey.parse(text("public_key"));
    }

    ActionName name() {
        return new ActionName(text("name"));
    }

    SemanticVersion version() {
        return SemanticVersion.parse(text("version"));
    }
}
