package org.actionregistry.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.InvalidManifestException;
import org.actionregistry.action.Manifest;
import org.actionregistry.client.ClientSettings;
import org.actionregistry.client.LogClient;
import org.actionregistry.client.LogEntry;
import org.actionregistry.client.LoggedChange;
import org.actionregistry.client.OfflineVerification;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.client.VerificationReport;
import org.actionregistry.journal.MirroredEntry;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.signing.UntrustedNoteException;
import org.actionregistry.trust.ConfiguredKeys;
import org.actionregistry.trust.KeyRing;
import org.actionregistry.verification.KeyLife;
import org.actionregistry.verification.KeyState;
import org.actionregistry.verification.TrustedKey;
import org.jspecify.annotations.Nullable;

/** The registry that a mirror copies: what it serves, once it has been checked. Blocking. */
final class MirrorSource {
    private final LogClient log;
    private final RegistryClient registry;
    private final LogPolicy policy;

    /** As of the entry that is checked next. */
    private KeyRing keys;

    MirrorSource(ClientSettings settings, LogPolicy policy, ConfiguredKeys trusted) {
        this.log = new LogClient(settings);
        this.registry = new RegistryClient(settings);
        this.policy = policy;
        this.keys = KeyRing.of(trusted);
    }

    /** Learns of the keys in what was copied before. */
    void knowKeys(List<TrustedKey> copied) {
        keys = keys.with(copied);
    }

    /** The latest checkpoint, which is to be believed. */
    SignedNote checkpoint() {
        SignedNote note = log.checkpoint();
        try {
            var unused = policy.verify(note);
            return note;
        } catch (UntrustedNoteException e) {
            throw new MirrorRefused("the source's checkpoint is not to be believed: " + e.message());
        } catch (IllegalArgumentException e) {
            throw new MirrorRefused("what the source signed is no checkpoint: " + e.getMessage());
        }
    }

    /** The tree of {@code edge} must be the beginning of the checkpoint's. */
    void requireBeginning(RightEdge edge, Checkpoint checkpoint) {
        boolean shown = edge.size() == checkpoint.size()
                ? edge.root().equals(checkpoint.root())
                : edge.size() == 0
                        || log.consistency(edge.size(), checkpoint.size()).verify(edge.root(), checkpoint.root());
        if (!shown) {
            throw new MirrorRefused("the first " + edge.size() + " entries, with the root " + edge.root()
                    + ", are not the beginning of the source's log of " + checkpoint.size() + " entries");
        }
    }

    /** The next entries, each checked by itself; that they are in the log is for {@link #requireBeginning} to say. */
    List<MirroredEntry> entries(long from, int limit) {
        List<LoggedChange> changes = log.changes(from, limit);
        if (changes.isEmpty()) {
            throw new MirrorRefused("the source has signed entry " + from + ", but its changes feed does not show it");
        }
        for (int i = 0; i < changes.size(); i++) {
            long index = changes.get(i).entry().index();
            if (index != from + i) {
                throw new MirrorRefused(
                        "the changes feed shows entry " + index + " in the place of entry " + (from + i));
            }
        }
        return changes.stream().limit(limit).map(this::checked).toList();
    }

    private MirroredEntry checked(LoggedChange change) {
        LogEntry entry = change.entry();
        return entry.publication().map(logged -> checked(change, logged)).orElseGet(() -> changed(entry));
    }

    private MirroredEntry changed(LogEntry entry) {
        RegistryChange change = registryChange(entry);
        keys = keys.with(new KeyLife.Moment(entry.index(), entry.time()), change);
        return new MirroredEntry(entry.time(), entry.leaf(), change);
    }

    /** What such an entry changes is all in its leaf, and the leaf is what the log vouches for. */
    private static RegistryChange registryChange(LogEntry entry) {
        try {
            return RegistryChange.parse(entry.type(), StrictJson.readObject(entry.leaf(), StrictJson.MAX_DEPTH))
                    .orElseThrow(
                            () -> refused(entry, "is of type " + entry.type() + ", which this program does not know"));
        } catch (IllegalArgumentException | InvalidJsonException malformed) {
            throw refused(entry, "is malformed: " + malformed.getMessage());
        }
    }

    private MirroredEntry checked(LoggedChange change, LogEntry.Publication logged) {
        LogEntry entry = change.entry();
        Map<String, @Nullable Object> schema = change.schema()
                .orElseThrow(() -> refused(entry, "publishes a document that is no JSON object any more"));
        Optional<DetachedSignature> signature = change.signature();
        if (!change.hash().equals(Optional.of(logged.hash()))
                || !signature.map(DetachedSignature::alg).equals(logged.alg())
                || !signature.map(DetachedSignature::kid).equals(logged.kid())
                || !signature
                        .map(one -> Digest.of(one.sig().getBytes(UTF_8)).hex())
                        .equals(logged.signatureHash())) {
            throw refused(entry, "comes with another hash or signature than was logged");
        }
        requireVerified(change, logged);
        try {
            VersionPublished published =
                    new VersionPublished(logged.coordinate(), Manifest.of(schema), logged.hash(), signature);
            return new MirroredEntry(entry.time(), entry.leaf(), published);
        } catch (InvalidManifestException e) {
            throw refused(entry, "publishes no manifest: " + e.getMessage());
        }
    }

    /** What cannot be verified here is copied only when the source itself does not call it verified. */
    private void requireVerified(LoggedChange change, LogEntry.Publication logged) {
        VerificationReport report = new OfflineVerification(signers(change.entry(), logged))
                .verify(change.record().orElseThrow(), Optional.of(logged.coordinate()), Optional.empty());
        if (!report.verified() && registry.version(logged.coordinate()).verified()) {
            throw refused(
                    change.entry(),
                    logged.coordinate() + " is verified in the source's eyes, here not: "
                            + report.error().orElse("no reason")
                            + logged.kid().map(kid -> " (key " + kid + ")").orElse(""));
        }
    }

    /** The key that the entry names, if it was trusted at that place of the log. */
    private List<TrustedKeyList.Entry> signers(LogEntry entry, LogEntry.Publication logged) {
        return logged.kid().map(kid -> keys.keys().get(kid)).stream()
                .filter(key -> key.life().at(entry.index(), entry.time()) == KeyState.ACTIVE)
                .map(key -> new TrustedKeyList.Entry(key.kid(), key.publicKey()))
                .toList();
    }

    private static MirrorRefused refused(LogEntry entry, String why) {
        return new MirrorRefused("entry " + entry.index() + " " + why);
    }
}
