package org.actionregistry.signing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * The keys somebody trusts, as JSON: {@code [{"kid": "dev-root-1", "alg": "ed25519", "public_key": "base64:..."}]}. An entry
 * may also have the members with which a registry describes the life of its keys; of these, {@code state} and
 * {@code revocation_reason} are heeded.
 *
 * <p>What decides whom to believe is read without mercy: a list with one doubtful entry is refused as a whole.
 */
public final class TrustedKeyList {
    /** How far a key of the list is to be believed by someone who knows of no time. */
    public enum Standing {
        /** It may sign. */
        ACTIVE,
        /** It may not sign now; what it has signed stands. */
        CLOSED,
        /** Somebody else may have signed with it: nothing it has signed is to be believed. */
        WITHDRAWN
    }

    /**
     * One key.
     *
     * @param kid the name signatures refer to it by
     * @param publicKey a key that {@link Ed25519PublicKey} has accepted
     */
    public record Entry(KeyId kid, Ed25519PublicKey publicKey, Standing standing) {
        /** A key that may sign. */
        public Entry(KeyId kid, Ed25519PublicKey publicKey) {
            this(kid, publicKey, Standing.ACTIVE);
        }
    }

    private static final String ALGORITHM = "ed25519";
    private static final String STATE = "state";
    private static final String REASON = "revocation_reason";
    private static final String REVOKED = "revoked";
    private static final Map<String, Standing> STATES = Map.of(
            "active", Standing.ACTIVE,
            "not_yet_valid", Standing.CLOSED,
            "expired", Standing.CLOSED,
            "retired", Standing.CLOSED);
    private static final Set<String> MEMBERS = Set.of(
            "kid",
            "alg",
            "public_key",
            STATE,
            "source",
            "not_before",
            "not_after",
            "added_index",
            "added_at",
            "retired_index",
            "retired_at",
            "revoked_index",
            "revoked_at",
            REASON,
            "compromised_since");
    private static final int MAX_DEPTH = 8;
    private static final int SHOWN_CHARACTERS = 40;

    private final List<Entry> entries = new ArrayList<>();
    private final Set<KeyId> kids = new HashSet<>();
    private final Set<Ed25519PublicKey> keys = new HashSet<>();

    private TrustedKeyList() {}

    /**
     * Reads a list, which may be empty.
     *
     * @return the entries in the order they stand; unmodifiable
     * @throws IllegalArgumentException for text that is not strict JSON, members that are missing, unknown or of the wrong
     *     type, other algorithms than {@code ed25519}, malformed or weak keys, and a kid or a key that occurs twice; says
     *     which entry, counted from 1, and why
     */
    public static List<Entry> parse(byte[] json) {
        Object root;
        try {
            root = StrictJson.read(json, MAX_DEPTH);
        } catch (InvalidJsonException e) {
            String place = e.pointer().isEmpty() ? "" : e.pointer() + ": ";
            throw new IllegalArgumentException("the trusted keys are not valid JSON: " + place + e.message(), e);
        }
        if (!(root instanceof List<?> elements)) {
            throw new IllegalArgumentException(
                    "the trusted keys must be a JSON array: [{\"kid\", \"alg\", \"public_key\"}, ...]");
        }
        TrustedKeyList list = new TrustedKeyList();
        for (int i = 0; i < elements.size(); i++) {
            list.add(i + 1, elements.get(i));
        }
        return List.copyOf(list.entries);
    }

    /** The list as JSON, one entry a line; {@link #parse} reads it back. */
    public static byte[] write(List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('[');
        for (int i = 0; i < entries.size(); i++) {
            out.writeBytes(i == 0 ? new byte[] {'\n'} : new byte[] {',', '\n'});
            out.writeBytes(write(entries.get(i)));
        }
        out.writeBytes(new byte[] {'\n', ']', '\n'});
        return out.toByteArray();
    }

    /** One entry as canonical JSON, without a line end. */
    public static byte[] write(Entry entry) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("kid", entry.kid().value());
        members.put("alg", ALGORITHM);
        members.put("public_key", entry.publicKey().toString());
        if (entry.standing() == Standing.CLOSED) {
            members.put(STATE, "retired");
        } else if (entry.standing() == Standing.WITHDRAWN) {
            members.put(STATE, REVOKED);
            members.put(REASON, RevocationReason.UNSPECIFIED.word());
        }
        return CanonicalJson.encode(members);
    }

    private void add(int position, @Nullable Object element) {
        if (!(element instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("trusted key " + position
                    + ": should be an object with the members \"kid\", \"alg\" and \"public_key\"");
        }
        String which = "trusted key " + position + named(members.get("kid")) + ": ";
        try {
            add(members);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(which + e.getMessage(), e);
        }
    }

    private void add(Map<?, ?> members) {
        refuseUnknown(members);
        KeyId kid = new KeyId(text(members, "kid"));
        String algorithm = text(members, "alg");
        if (!algorithm.equals(ALGORITHM)) {
            throw new IllegalArgumentException("alg " + quoted(algorithm) + " is not supported, only \"ed25519\" is");
        }
        Ed25519PublicKey key = publicKey(text(members, "public_key"));
        if (!kids.add(kid)) {
            throw new IllegalArgumentException("this kid occurs twice");
        }
        // Two names for one key would make it live on when the other name is withdrawn.
        if (!keys.add(key)) {
            throw new IllegalArgumentException("this public_key occurs twice, first as kid " + quoted(kidOf(key)));
        }
        entries.add(new Entry(kid, key, standing(members)));
    }

    private static Standing standing(Map<?, ?> members) {
        if (!members.containsKey(STATE)) {
            return Standing.ACTIVE;
        }
        String state = text(members, STATE);
        if (state.equals(REVOKED)) {
            return RevocationReason.ofWord(text(members, REASON)).compromising() ? Standing.WITHDRAWN : Standing.CLOSED;
        }
        Standing standing = STATES.get(state);
        if (standing == null) {
            throw new IllegalArgumentException("state " + quoted(state) + " is none");
        }
        return standing;
    }

    private String kidOf(Ed25519PublicKey key) {
        return entries.stream()
                .filter(entry -> entry.publicKey().equals(key))
                .map(entry -> entry.kid().value())
                .findFirst()
                .orElse("");
    }

    private static void refuseUnknown(Map<?, ?> members) {
        for (Object member : members.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException("unknown member " + quoted(String.valueOf(member))
                        + "; there are \"kid\", \"alg\" and \"public_key\", and what a registry says of its keys");
            }
        }
    }

    private static String text(Map<?, ?> members, String name) {
        if (!members.containsKey(name)) {
            throw new IllegalArgumentException(name + " is missing");
        }
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " should be a string");
    }

    private static Ed25519PublicKey publicKey(String text) {
        byte[] raw;
        try {
            raw = Base64Text.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("public_key is " + e.getMessage(), e);
        }
        if (raw.length != Ed25519PublicKey.LENGTH) {
            throw new IllegalArgumentException(
                    "public_key has " + raw.length + " bytes, an Ed25519 key has " + Ed25519PublicKey.LENGTH);
        }
        try {
            return Ed25519PublicKey.of(raw);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("public_key is not a canonical prime-order Ed25519 key", e);
        }
    }

    private static String named(@Nullable Object kid) {
        return kid instanceof String text ? " (kid " + quoted(text) + ")" : "";
    }

    /** Quoted and escaped as JSON, so that the message stays one line whatever the list holds. */
    private static String quoted(String text) {
        String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
