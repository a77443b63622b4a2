package org.actionregistry.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TreeGrowth;
import org.actionregistry.signing.SignedNote;

/**
 * Reads a log's entries from some size up to a checkpoint, grows the tree from them, and compares each tile with the
 * served one and the root with the signed one.
 */
final class LogWalk {
    /** How many bundles are read between two savings: 16,384 entries. */
    private static final int SAVE_EVERY = 64;

    /**
     * Where it goes.
     *
     * @param note the signed form of the checkpoint
     */
    record Goal(SignedNote note, Checkpoint checkpoint) {}

    /** The entries of one bundle, or why there are none. */
    private record Bundle(long index, List<byte[]> entries, Optional<String> withheld) {}

    /** A tile as computed, and why the log's own is another. */
    private record ComparedTile(Tile computed, Optional<String> difference) {}

    private record ComparedVersion(LogEntry entry, List<String> differences) {}

    private final LogClient log;
    private final VersionCheck versions;
    private final LogMonitor.Options options;
    private final MonitorMemory memory;
    private final Findings findings;
    private final Goal goal;
    private final InFlight<ComparedTile> tiles;
    private final InFlight<ComparedVersion> documents;
    private final List<LogEntry> unresolved = new ArrayList<>();

    private RightEdge edge = RightEdge.EMPTY;
    private EntryCheck entryCheck;
    private long entries;
    private long comparedVersions;
    private boolean cutShort;

    LogWalk(
            LogClient log,
            VersionCheck versions,
            LogMonitor.Options options,
            MonitorMemory memory,
            Findings findings,
            Goal goal) {
        this.log = log;
        this.versions = versions;
        this.options = options;
        this.memory = memory;
        this.findings = findings;
        this.goal = goal;
        tiles = new InFlight<>(options.concurrency(), this::takeTile);
        documents = new InFlight<>(options.concurrency(), this::takeVersion);
        entryCheck = new EntryCheck(memory.seen(), findings);
    }

    /** How many entries were read. */
    long entries() {
        return entries;
    }

    /** How many served versions were compared. */
    long documents() {
        return comparedVersions;
    }

    /** @param known what is known of the tree of {@code start}'s size */
    void from(RightEdge start, MonitorState known) {
        edge = start;
        recheck(known.unresolved());
        long size = goal.checkpoint().size();
        InFlight<Bundle> bundles = new InFlight<>(options.concurrency(), bundle -> takeBundle(bundle, known));
        long last = (size + Tile.MAX_WIDTH - 1) / Tile.MAX_WIDTH;
        for (long index = start.size() / Tile.MAX_WIDTH; index < last && !stopped(); index++) {
            bundles.add(fetch(index, new TileId(0, index).widthAt(size)));
        }
        bundles.drain();
        settle();
        if (!cutShort) {
            checkRoot();
        }
        keep(known);
    }

    private boolean stopped() {
        return cutShort || findings.enough();
    }

    /** What was found wrong in earlier runs is a finding until it is put right. */
    private void recheck(List<LogEntry> entries) {
        if (options.documents()) {
            entries.forEach(this::compareVersion);
        } else {
            unresolved.addAll(entries);
        }
    }

    private CompletableFuture<Bundle> fetch(long index, int width) {
        return log.entries(index, width)
                .thenApply(entries -> new Bundle(index, entries, Optional.empty()))
                .exceptionallyCompose(failure -> VersionCheck.withheld(failure)
                        .map(why -> CompletableFuture.completedFuture(new Bundle(index, List.of(), Optional.of(why))))
                        .orElseGet(() -> CompletableFuture.failedFuture(failure)));
    }

    private void takeBundle(Bundle bundle, MonitorState known) {
        if (stopped()) {
            cutShort = true;
            return;
        }
        if (bundle.withheld().isPresent()) {
            cutShort = true;
            findings.add(Finding.at(
                    bundle.index() * Tile.MAX_WIDTH,
                    Finding.Kind.ENTRY,
                    "the entries from there on cannot be read: "
                            + bundle.withheld().get()));
            return;
        }
        // The first bundle may have been read in part before.
        int read = (int) (edge.size() - bundle.index() * Tile.MAX_WIDTH);
        List<byte[]> leaves = bundle.entries().subList(read, bundle.entries().size());
        for (int i = 0; i < leaves.size(); i++) {
            entryCheck.check(edge.size() + i, leaves.get(i)).ifPresent(this::compareVersion);
        }
        grow(leaves.stream().map(MerkleHash::ofLeaf).toList(), known);
        entries += leaves.size();
        options.progress().checked(edge.size(), goal.checkpoint().size());
        if ((bundle.index() + 1) % SAVE_EVERY == 0) {
            saveProgress(known);
        }
    }

    /** Stops at the size of the kept checkpoint, to see whether the tree passed there. */
    private void grow(List<MerkleHash> leaves, MonitorState known) {
        long keptSize = known.kept().map(Checkpoint::size).orElse(0L);
        int before = (int) Math.max(0, Math.min(leaves.size(), keptSize - edge.size()));
        if (before > 0) {
            append(leaves.subList(0, before));
            known.kept().filter(kept -> kept.size() == edge.size()).ifPresent(this::checkPassed);
        }
        if (before < leaves.size()) {
            append(leaves.subList(before, leaves.size()));
        }
    }

    private void checkPassed(Checkpoint kept) {
        if (!edge.root().equals(kept.root())) {
            findings.add(Finding.of(
                    Finding.Kind.INCONSISTENT,
                    "the first " + kept.size() + " entries lead to the root " + edge.root() + ", the log signed "
                            + kept.root() + " before"));
        }
    }

    private void append(List<MerkleHash> leaves) {
        TreeGrowth growth = edge.append(leaves);
        edge = growth.edge();
        // Tiles that are still to grow come again.
        growth.tiles().stream()
                .filter(tile ->
                        tile.width() == tile.id().widthAt(goal.checkpoint().size()))
                .forEach(tile -> tiles.add(compareTile(tile)));
    }

    private CompletableFuture<ComparedTile> compareTile(Tile computed) {
        return log.tile(computed.id(), computed.width())
                .thenApply(served -> new ComparedTile(
                        computed,
                        served.equals(computed)
                                ? Optional.empty()
                                : Optional.of("it is not the one that the entries lead to"
                                        + firstDifference(computed, served))))
                .exceptionallyCompose(failure -> VersionCheck.withheld(failure)
                        .map(why -> CompletableFuture.completedFuture(new ComparedTile(computed, Optional.of(why))))
                        .orElseGet(() -> CompletableFuture.failedFuture(failure)));
    }

    private static String firstDifference(Tile computed, Tile served) {
        int at = Arrays.mismatch(computed.bytes(), served.bytes()) / MerkleHash.LENGTH;
        long hash = computed.id().index() * Tile.MAX_WIDTH + at;
        return computed.id().level() == 0 ? ": the first difference is at entry " + hash : ", from hash " + at + " on";
    }

    private void takeTile(ComparedTile compared) {
        compared.difference()
                .ifPresent(difference -> findings.add(Finding.of(
                        Finding.Kind.TILE,
                        "tile " + compared.computed().id().level() + "/"
                                + compared.computed().id().index() + ": " + difference)));
    }

    private void compareVersion(LogEntry entry) {
        entry.publication()
                .filter(published -> options.documents() && !findings.enough())
                .ifPresent(published -> documents.add(versions.differences(entry, published)
                        .thenApply(differences -> new ComparedVersion(entry, differences))));
    }

    private void takeVersion(ComparedVersion compared) {
        comparedVersions++;
        LogEntry entry = compared.entry();
        if (!compared.differences().isEmpty()) {
            unresolved.add(entry);
            String what = entry.publication()
                    .map(published -> published.coordinate() + ": ")
                    .orElse("");
            findings.add(
                    Finding.at(entry.index(), Finding.Kind.DOCUMENT, what + String.join("; ", compared.differences())));
        }
    }

    private void settle() {
        tiles.drain();
        documents.drain();
    }

    private void checkRoot() {
        if (!edge.root().equals(goal.checkpoint().root())) {
            findings.add(Finding.of(
                    Finding.Kind.ROOT,
                    "the " + edge.size() + " entries lead to the root " + edge.root() + ", the log signed "
                            + goal.checkpoint().root()));
        }
    }

    private void saveProgress(MonitorState known) {
        settle();
        if (!findings.ofTheLog()) {
            memory.keep(new MonitorState(known.keys(), known.checkpoint(), edge.size(), edge.root(), unresolved));
        }
    }

    /** A breach of the log leaves the checkpoint before it as the last good one. */
    private void keep(MonitorState known) {
        if (findings.ofTheLog()) {
            memory.startOver(known);
        } else if (!cutShort) {
            memory.keep(new MonitorState(known.keys(), Optional.of(goal.note()), edge.size(), edge.root(), unresolved));
        }
    }
}
