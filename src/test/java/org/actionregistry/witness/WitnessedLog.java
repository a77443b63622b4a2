package org.actionregistry.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.actionregistry.merkle.AddCheckpoint;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TiledNodes;
import org.actionregistry.merkle.TreeGrowth;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;

/** A log of 512 leaves, of which every prefix can be signed and proven; and forks of it. */
public final class WitnessedLog {
    public static final Cosigner COSIGNER =
            new Cosigner(new KeyName("witness.example/w1"), Ed25519PrivateKey.generate(new SecureRandom()));

    private static final int SIZE = 512;

    private final NoteSigner signer;
    private final List<MerkleHash> roots = new ArrayList<>();
    private final Map<TileId, Tile> tiles = new HashMap<>();

    public WitnessedLog(String origin) {
        this(signer(origin), SIZE, "");
    }

    private WitnessedLog(NoteSigner signer, int forkedAfter, String fork) {
        this.signer = signer;
        RightEdge edge = RightEdge.EMPTY;
        roots.add(edge.root());
        for (int i = 0; i < SIZE; i++) {
            String leaf = "leaf " + i + (i < forkedAfter ? "" : fork);
            TreeGrowth growth = edge.append(List.of(MerkleHash.ofLeaf(leaf.getBytes(UTF_8))));
            growth.tiles().forEach(tile -> tiles.put(tile.id(), tile));
            edge = growth.edge();
            roots.add(edge.root());
        }
    }

    public static NoteSigner signer(String origin) {
        return new NoteSigner(new KeyName(origin), Ed25519PrivateKey.generate(new SecureRandom()));
    }

    /** The same log, signed by the same key, with other leaves from some size on. */
    public WitnessedLog forkedAfter(int size, String fork) {
        return new WitnessedLog(signer, size, fork);
    }

    public VerifierKey key() {
        return signer.verifierKey();
    }

    public SignedNote checkpoint(long size) {
        return sign(new Checkpoint(signer.name().value(), size, roots.get((int) size)));
    }

    public SignedNote sign(Checkpoint any) {
        return any.sign(List.of(signer));
    }

    public ConsistencyProof proof(long from, long to) {
        return ConsistencyProof.of(from, to, new TiledNodes(tiles.values()));
    }

    /** What the log asks a witness; without a proof where there is none. */
    public AddCheckpoint request(long from, long to) {
        List<MerkleHash> path =
                from == 0 || from > to ? List.of() : proof(from, to).path();
        return new AddCheckpoint(from, path, checkpoint(to));
    }
}
