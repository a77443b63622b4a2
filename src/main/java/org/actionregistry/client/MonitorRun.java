package org.actionregistry.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.UntrustedNoteException;

/** One run of a {@link LogMonitor}. */
final class MonitorRun {
    private final LogClient log;
    private final RegistryClient registry;
    private final LogMonitor.Trust trust;
    private final LogMonitor.Options options;
    private final MonitorMemory memory;
    private final Findings findings = new Findings();

    MonitorRun(
            LogClient log,
            RegistryClient registry,
            LogMonitor.Trust trust,
            LogMonitor.Options options,
            MonitorMemory memory) {
        this.log = log;
        this.registry = registry;
        this.trust = trust;
        this.options = options;
        this.memory = memory;
    }

    MonitorReport run() {
        MonitorState known = memory.state(trust.keys());
        Optional<SignedNote> note = latest();
        if (note.isEmpty()) {
            return new MonitorReport(Optional.empty(), known.size(), 0, 0, findings.all());
        }
        Checkpoint checkpoint = Checkpoint.parse(note.get().text());
        known.kept().ifPresent(kept -> compare(kept, checkpoint));
        if (findings.ofTheLog()) {
            return new MonitorReport(Optional.of(checkpoint), known.size(), 0, 0, findings.all());
        }
        RightEdge start = RightEdge.EMPTY;
        // More entries may have been read before than this checkpoint covers, when it is an older one from a cache.
        if (known.size() > 0 && known.size() <= checkpoint.size()) {
            start = takenUp(known).orElse(RightEdge.EMPTY);
        }
        if (start.size() != known.size()) {
            known = memory.startOver(known);
        }
        LogWalk walk = new LogWalk(
                log, new VersionCheck(registry), options, memory, findings, new LogWalk.Goal(note.get(), checkpoint));
        walk.from(start, known);
        return new MonitorReport(
                Optional.of(checkpoint), start.size(), walk.entries(), walk.documents(), findings.all());
    }

    private Optional<SignedNote> latest() {
        try {
            SignedNote note = log.checkpoint();
            var unused = trust.policy().verify(note);
            return Optional.of(note);
        } catch (MalformedAnswer e) {
            findings.add(Finding.of(Finding.Kind.CHECKPOINT, e.message()));
        } catch (UntrustedNoteException e) {
            findings.add(Finding.of(Finding.Kind.CHECKPOINT, e.message()));
        } catch (IllegalArgumentException e) {
            findings.add(
                    Finding.of(Finding.Kind.CHECKPOINT, "what the log signed is no checkpoint: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private void compare(Checkpoint kept, Checkpoint now) {
        String sizes = "size " + now.size() + ", and was seen at size " + kept.size();
        if (!kept.origin().equals(now.origin())) {
            findings.add(Finding.of(
                    Finding.Kind.CHECKPOINT, "the log calls itself " + now.origin() + ", and was " + kept.origin()));
        } else if (now.size() < kept.size()) {
            findings.add(Finding.of(Finding.Kind.ROLLED_BACK, "the log signed a checkpoint of " + sizes + " before"));
        } else if (now.size() == kept.size() && !now.root().equals(kept.root())) {
            findings.add(Finding.of(
                    Finding.Kind.INCONSISTENT,
                    "the log signed two roots of size " + now.size() + ": " + kept.root() + " before, " + now.root()
                            + " now"));
        } else if (kept.size() > 0 && now.size() > kept.size()) {
            checkProof(kept, now);
        }
    }

    /** The entries show the same, but a log that cannot prove it to others is broken too. */
    private void checkProof(Checkpoint kept, Checkpoint now) {
        String sizes = "from size " + kept.size() + " to " + now.size();
        try {
            ConsistencyProof proof = log.consistency(kept.size(), now.size());
            if (!proof.verify(kept.root(), now.root())) {
                findings.add(Finding.of(
                        Finding.Kind.INCONSISTENT,
                        "the log's proof " + sizes + " does not show that it only grew; it was " + kept.root()
                                + " before and is " + now.root() + " now"));
            }
        } catch (MalformedAnswer | RegistryError e) {
            String why = VersionCheck.withheld(e).orElseThrow(() -> e);
            findings.add(Finding.of(Finding.Kind.INCONSISTENT, "the log gives no proof " + sizes + ": " + why));
        }
    }

    /** The tree as it was left, rebuilt from the log's tiles; empty when they do not lead to the root known of it. */
    private Optional<RightEdge> takenUp(MonitorState known) {
        List<CompletableFuture<Tile>> tiles = TileId.rightEdge(known.size()).stream()
                .map(id -> log.tile(id, id.widthAt(known.size())))
                .toList();
        String where = "the tiles at size " + known.size();
        try {
            List<Tile> edge = new ArrayList<>();
            tiles.forEach(tile -> edge.add(Transport.joined(tile)));
            RightEdge taken = RightEdge.of(known.size(), edge);
            if (taken.root().equals(known.root())) {
                return Optional.of(taken);
            }
            findings.add(Finding.of(
                    Finding.Kind.TILE,
                    where + " lead to the root " + taken.root() + ", the entries led to " + known.root() + " before"));
        } catch (MalformedAnswer | RegistryError e) {
            String why = VersionCheck.withheld(e).orElseThrow(() -> e);
            findings.add(Finding.of(Finding.Kind.TILE, where + ": " + why));
        }
        return Optional.empty();
    }
}
