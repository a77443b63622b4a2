package org.actionregistry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.client.OfflineVerification;
import org.actionregistry.client.VerificationReport;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.TrustedKeyList;

/**
 * What must hold of a registry with a signed log, whatever has befallen it; read from its tables and recomputed here.
 *
 * @param leaves every entry, by index
 * @param checkpoints every one that is stored, verified, by size
 */
public record LogAudit(LogPolicy policy, List<byte[]> leaves, List<Checkpoint> checkpoints) {
    private static final List<TrustedKeyList.Entry> TRUSTED =
            List.of(TestRegistry.TRUSTED.entry(), TestRegistry.ALSO_TRUSTED.entry());

    /** Queries that count what must not be. */
    private static final Map<String, String> BREACHES = Map.of(
            "entries whose index leaves a gap",
            "SELECT count(*) FROM (SELECT index, row_number() OVER (ORDER BY index) - 1 AS place FROM journal) j"
                    + " WHERE index <> place",
            "heads that are not behind the last entry",
            "SELECT count(*) FROM journal_head"
                    + " WHERE next_index <> (SELECT count(*) FROM journal) OR tree_size <> next_index",
            "versions without an entry and entries without a version",
            "SELECT count(*) FROM action_versions v FULL JOIN journal j ON j.index = v.log_index"
                    + " AND j.body ->> 'name' = v.name AND j.body ->> 'version' = v.version AND j.body ->> 'hash' = v.hash"
                    + " WHERE v.name IS NULL OR j.index IS NULL",
            "entries of a coordinate that another entry has published",
            "SELECT count(*) - count(DISTINCT (body ->> 'name', body ->> 'version')) FROM journal",
            "leaves that say something else than their entry",
            "SELECT count(*) FROM journal WHERE convert_from(leaf, 'UTF8')::jsonb - 'time'"
                    + " <> body || jsonb_build_object('index', index, 'type', type)",
            "actions that count their versions wrongly",
            "SELECT count(*) FROM actions a"
                    + " WHERE version_count <> (SELECT count(*) FROM action_versions v WHERE v.name = a.name)",
            "actions that are listed otherwise than their versions are",
            ListRows.WRONG);

    /** Reads everything, and fails on whatever breaks the log's promises. */
    public static LogAudit of(DatabaseUrl owner, LogPolicy policy) {
        BREACHES.forEach((breach, query) ->
                assertThat(Sql.value(owner, query)).as(breach).isEqualTo("0"));
        List<byte[]> leaves = new ArrayList<>();
        List<Checkpoint> checkpoints = new ArrayList<>();
        try (Connection connection = Sql.connect(owner);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT leaf FROM journal ORDER BY index")) {
                while (rows.next()) {
                    leaves.add(rows.getBytes(1));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT note FROM log_checkpoints ORDER BY size")) {
                while (rows.next()) {
                    checkpoints.add(
                            policy.verify(SignedNote.parse(rows.getString(1))).checkpoint());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        LogAudit audit = new LogAudit(policy, leaves, checkpoints);
        audit.covers(checkpoints);
        assertThat(checkpoints).last().extracting(Checkpoint::size).isEqualTo((long) leaves.size());
        return audit;
    }

    /** Fails unless each checkpoint is of a prefix of the log, which makes them all consistent with each other. */
    public void covers(Collection<Checkpoint> seen) {
        RightEdge edge = RightEdge.EMPTY;
        for (Checkpoint checkpoint :
                seen.stream().sorted(Comparator.comparing(Checkpoint::size)).toList()) {
            assertThat(checkpoint.size()).isLessThanOrEqualTo(leaves.size());
            List<byte[]> further = leaves.subList((int) edge.size(), (int) checkpoint.size());
            edge = edge.append(further.stream().map(MerkleHash::ofLeaf).toList())
                    .edge();
            assertThat(checkpoint.root()).as("root of size %s", edge.size()).isEqualTo(edge.root());
        }
    }

    /** Fails unless each version is served, verifies offline, and is proved to be in the log by what is served. */
    public void proves(RegistryHttp http, Map<Coordinate, String> versions) {
        OfflineVerification offline = new OfflineVerification(TRUSTED);
        versions.entrySet().parallelStream().forEach(version -> {
            Coordinate coordinate = version.getKey();
            String path = RegistryHttp.version(
                    coordinate.name().value(), coordinate.version().toString());
            VerificationReport report = offline.verify(
                    http.get(path).expect(200).body(),
                    Optional.of(coordinate),
                    Optional.of(Digest.parse(version.getValue())));
            assertThat(report.verified()).as(report.toString()).isTrue();
            byte[] leaf = proved(http.get(path + "/proof").expect(200).body());
            assertThat(new JsonObject(Buffer.buffer(leaf)))
                    .contains(
                            Map.entry("name", coordinate.name().value()),
                            Map.entry("version", coordinate.version().toString()),
                            Map.entry("hash", version.getValue()));
        });
    }

    /** The leaf that a proof is for, which must be in the tree of the checkpoint that comes with the proof. */
    private byte[] proved(byte[] tlogProof) {
        TlogProof proof = TlogProof.parse(tlogProof);
        byte[] leaf = leaves.get((int) proof.inclusion().index());
        proof.verify(MerkleHash.ofLeaf(leaf), policy);
        return leaf;
    }
}
