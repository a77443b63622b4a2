package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor keeps between runs, as JSON.
 *
 * @param keys the log's keys, given or trusted on first use
 * @param checkpoint the last one whose tree was found sound; what the log shows later must extend it
 * @param size how many entries were read and hashed: those of the checkpoint, or more when a run broke off
 * @param root of the tree of that size, computed from the entries
 * @param unresolved the leaves whose versions were not served as logged; looked at again in each run
 */
record MonitorState(
        List<VerifierKey> keys,
        Optional<SignedNote> checkpoint,
        long size,
        MerkleHash root,
        List<LogEntry> unresolved) {
    private static final int MAX_DEPTH = 2;

    MonitorState {
        keys = List.copyOf(keys);
        unresolved = List.copyOf(unresolved);
    }

    /** Before the first run. */
    static MonitorState fresh(List<VerifierKey> keys) {
        return new MonitorState(keys, Optional.empty(), 0, MerkleHash.EMPTY_ROOT, List.of());
    }

    /** The checkpoint's content. */
    Optional<Checkpoint> kept() {
        return checkpoint.map(note -> Checkpoint.parse(note.text()));
    }

    /** The same knowledge, but nothing read: the next run reads all of the log. */
    MonitorState unread() {
        return new MonitorState(keys, checkpoint, 0, MerkleHash.EMPTY_ROOT, List.of());
    }

    /** The same knowledge with the keys given now. */
    MonitorState trusting(List<VerifierKey> given) {
        return new MonitorState(given, checkpoint, size, root, unresolved);
    }

    /** @throws IllegalArgumentException when it is not what {@link #encode} writes */
    static MonitorState parse(byte[] json) {
        try {
            JsonMembers members = JsonMembers.parse(json, MAX_DEPTH);
            return new MonitorState(
                    members.texts("keys").stream().map(VerifierKey::parse).toList(),
                    members.optionalText("checkpoint").map(SignedNote::parse),
                    members.integer("size"),
                    MerkleHash.parse(members.text("root")),
                    members.texts("unresolved").stream()
                            .map(leaf -> LogEntry.parse(leaf.getBytes(UTF_8)))
                            .toList());
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(e.pointer() + " " + e.message(), e);
        }
    }

    byte[] encode() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("keys", keys.stream().map(VerifierKey::toString).toList());
        members.put("checkpoint", checkpoint.map(SignedNote::toString).orElse(null));
        members.put("size", size);
        members.put("root", root.toString());
        members.put("unresolved", unresolved.stream().map(LogEntry::toString).toList());
        return CanonicalJson.encode(members);
    }
}
