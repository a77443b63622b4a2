package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.DistTag;
import org.actionregistry.action.Replacement;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.Severity;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.Actor;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.KeyAdded;
import org.actionregistry.journal.KeyRetired;
import org.actionregistry.journal.KeyRevoked;
import org.actionregistry.journal.NamespaceChanged;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.StatusChanged;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.TagMoved;
import org.actionregistry.journal.TagRemoved;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.RevocationReason;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryChangesIT {
    private static final Actor PUBLISHER =
            new Actor("k1", "api_key", "publisher", Optional.of("192.0.2.7"), Optional.of("r-1"), "anOperation");
    private static final Actor ADMIN =
            new Actor("k3", "api_key", "admin", Optional.empty(), Optional.empty(), "anOperation");
    private static final TestSigner SIGNER = TestSigner.generate("team-1");
    private static final ActionName MOVE = new ActionName("files.move");
    private static final DistTag STABLE = new DistTag("stable");

    private TestDatabase database;
    private OpenDatabase open;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private long change(RegistryChange change) {
        return Outcome.of(open.journal().change(Submission.by(actor(change), change)))
                .index();
    }

    /** Who may make a namespace, or else a publisher. */
    private static Actor actor(RegistryChange change) {
        return change instanceof NamespaceChanged ? ADMIN : PUBLISHER;
    }

    private ErrorCode refused(RegistryChange change) {
        long before = entries();
        Throwable failure = Outcome.failureOf(open.journal().change(Submission.by(actor(change), change)));
        assertThat(entries()).as("a refused change leaves no entry").isEqualTo(before);
        return assertThat(failure).asInstanceOf(type(Refused.class)).actual().code();
    }

    private long entries() {
        return Long.parseLong(Sql.value(database.owner(), "SELECT next_index FROM journal_head"));
    }

    private Appended publish(VersionPublished version, Actor actor) {
        return Outcome.of(open.journal().publish(List.of(Submission.by(actor, version))))
                .get(0);
    }

    private static VersionPublished signed(String name, String version) {
        VersionPublished unsigned = Publication.of(name, version);
        return new VersionPublished(
                unsigned.coordinate(),
                unsigned.manifest(),
                unsigned.hash(),
                unsigned.signature()
                        .map(s -> new DetachedSignature(s.alg(), SIGNER.kid().value(), s.sig())));
    }

    private static KeyAdded added() {
        return new KeyAdded(SIGNER.kid(), SIGNER.key().publicKey(), Optional.empty(), Optional.empty());
    }

    private static KeyRevoked revoked(RevocationReason reason, Optional<Instant> since) {
        return new KeyRevoked(SIGNER.kid(), SIGNER.key().publicKey(), false, reason, since);
    }

    @Test
    void aKeyIsAddedOnceRetiredOnceAndRevokedEverMoreGravely() {
        assertThat(change(added())).isZero();
        assertThat(refused(added())).isEqualTo(ErrorCode.KEY_EXISTS);
        assertThat(refused(
                        new KeyAdded(new KeyId("other"), SIGNER.key().publicKey(), Optional.empty(), Optional.empty())))
                .isEqualTo(ErrorCode.KEY_EXISTS);
        KeyRetired retired = new KeyRetired(SIGNER.kid(), SIGNER.key().publicKey(), false);
        assertThat(change(retired)).isEqualTo(1);
        assertThat(refused(retired)).isEqualTo(ErrorCode.KEY_STATE_CONFLICT);
        assertThat(change(revoked(RevocationReason.SUPERSEDED, Optional.empty())))
                .isEqualTo(2);
        assertThat(refused(revoked(RevocationReason.SUPERSEDED, Optional.empty())))
                .isEqualTo(ErrorCode.KEY_STATE_CONFLICT);
        Instant march = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(change(revoked(RevocationReason.KEY_COMPROMISE, Optional.of(march))))
                .isEqualTo(3);
        assertThat(refused(revoked(RevocationReason.SUPERSEDED, Optional.empty())))
                .as("what is compromised stays so")
                .isEqualTo(ErrorCode.KEY_STATE_CONFLICT);
        assertThat(refused(revoked(RevocationReason.KEY_COMPROMISE, Optional.of(march.plusSeconds(1)))))
                .isEqualTo(ErrorCode.KEY_STATE_CONFLICT);
        assertThat(change(revoked(RevocationReason.KEY_COMPROMISE, Optional.of(march.minusSeconds(1)))))
                .isEqualTo(4);
        assertThat(change(revoked(RevocationReason.KEY_COMPROMISE, Optional.empty())))
                .isEqualTo(5);
        assertThat(Sql.value(
                        database.owner(),
                        "SELECT retired_index || ' ' || revoked_index || ' ' || revocation_reason FROM trusted_keys"))
                .isEqualTo("1 2 keyCompromise");
    }

    @Test
    void aConfiguredKeyGetsARowWhenItIsRetired() {
        assertThat(refused(new KeyRetired(SIGNER.kid(), SIGNER.key().publicKey(), false)))
                .isEqualTo(ErrorCode.KEY_NOT_FOUND);
        change(new KeyRetired(SIGNER.kid(), SIGNER.key().publicKey(), true));
        assertThat(Sql.value(database.owner(), "SELECT source || ' ' || retired_index FROM trusted_keys"))
                .isEqualTo("configuration 0");
        assertThat(refused(added())).isEqualTo(ErrorCode.KEY_EXISTS);
    }

    @Test
    void nothingIsPublishedUnderAKeyAfterItsRevocation() {
        change(added());
        assertThat(publish(signed("files.move", "1.0.0"), PUBLISHER)).isInstanceOf(Appended.Written.class);
        change(revoked(RevocationReason.SUPERSEDED, Optional.empty()));
        assertThat(publish(signed("files.move", "1.0.1"), PUBLISHER))
                .asInstanceOf(type(Appended.Withheld.class))
                .extracting(withheld -> withheld.why().code())
                .isEqualTo(ErrorCode.KEY_NOT_ACTIVE);
        assertThat(publish(signed("files.move", "1.0.0"), PUBLISHER))
                .as("what is there is there")
                .isInstanceOf(Appended.Taken.class);
    }

    @Test
    void theNearestNamespaceSaysWhoMayWriteAndSignThere() {
        change(new NamespaceChanged("files", List.of("k1"), List.of(SIGNER.kid()), OptionalLong.of(-1)));
        change(new NamespaceChanged("files.open", List.of(), List.of(), OptionalLong.empty()));
        Actor other = new Actor("k2", "api_key", "publisher", Optional.empty(), Optional.empty(), "anOperation");

        assertThat(code(publish(Publication.of("files.move", "1.0.0"), PUBLISHER)))
                .contains(ErrorCode.KEY_NOT_LISTED);
        assertThat(code(publish(signed("files.move", "1.0.0"), other))).contains(ErrorCode.FORBIDDEN);
        assertThat(code(publish(signed("files.sub.move", "1.0.0"), other))).contains(ErrorCode.FORBIDDEN);
        assertThat(code(publish(signed("files.move", "1.0.0"), PUBLISHER))).isEmpty();
        assertThat(code(publish(signed("files.move", "1.0.1"), ADMIN))).isEmpty();
        assertThat(code(publish(Publication.of("filesystem.move", "1.0.0"), other)))
                .isEmpty();
        assertThat(code(publish(Publication.of("files.open.move", "1.0.0"), other)))
                .isEmpty();
        assertThat(refused(new NamespaceChanged("files", List.of(), List.of(), OptionalLong.of(-1))))
                .isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(refused(new NamespaceChanged("files-open", List.of(), List.of(), OptionalLong.empty())))
                .isEqualTo(ErrorCode.NAME_TOO_SIMILAR);
    }

    private static Optional<ErrorCode> code(Appended outcome) {
        return outcome instanceof Appended.Withheld withheld
                ? Optional.of(withheld.why().code())
                : Optional.empty();
    }

    private static StatusChanged status(String version, VersionStatus status, OptionalLong expected) {
        return new StatusChanged(
                new Coordinate(MOVE, SemanticVersion.parse(version)),
                status,
                Optional.of("because"),
                status == VersionStatus.UNSAFE ? Optional.of(Severity.HIGH) : Optional.empty(),
                Optional.of(Replacement.parse("files.move@1.0.0")),
                Optional.empty(),
                expected);
    }

    @Test
    void anUnsafeVersionIsNoLongerTheLatest() {
        publish(signed("files.move", "1.0.0"), PUBLISHER);
        publish(signed("files.move", "1.1.0"), PUBLISHER);
        long index = change(status("1.1.0", VersionStatus.UNSAFE, OptionalLong.of(StatusChanged.NEVER_CHANGED)));

        assertThat(Sql.value(database.owner(), "SELECT latest_version || ' ' || version_count FROM actions"))
                .isEqualTo("1.0.0 2");
        assertThat(Sql.value(
                        database.owner(),
                        "SELECT status || ' ' || status_severity || ' ' || status_index FROM action_versions"
                                + " WHERE version = '1.1.0'"))
                .isEqualTo("unsafe high " + index);
        assertThat(refused(status("1.1.0", VersionStatus.ACTIVE, OptionalLong.of(StatusChanged.NEVER_CHANGED))))
                .isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(refused(status("9.0.0", VersionStatus.YANKED, OptionalLong.empty())))
                .isEqualTo(ErrorCode.VERSION_NOT_FOUND);
        change(status("1.1.0", VersionStatus.ACTIVE, OptionalLong.of(index)));
        assertThat(Sql.value(database.owner(), "SELECT latest_version FROM actions"))
                .isEqualTo("1.1.0");
    }

    @Test
    void aTagMovesAndGoes() {
        publish(signed("files.move", "1.0.0"), PUBLISHER);
        publish(signed("files.move", "1.1.0"), PUBLISHER);
        change(new TagMoved(MOVE, STABLE, SemanticVersion.parse("1.0.0")));
        change(new TagMoved(MOVE, STABLE, SemanticVersion.parse("1.1.0")));
        assertThat(Sql.value(database.owner(), "SELECT tag || ' ' || version FROM dist_tags"))
                .isEqualTo("stable 1.1.0");
        assertThat(refused(new TagMoved(MOVE, STABLE, SemanticVersion.parse("3.0.0"))))
                .isEqualTo(ErrorCode.VERSION_NOT_FOUND);
        change(new TagRemoved(MOVE, STABLE));
        assertThat(refused(new TagRemoved(MOVE, STABLE))).isEqualTo(ErrorCode.TAG_NOT_FOUND);
    }

    @Test
    void whatIsWrittenIsAuditedWithItsEntry() {
        publish(signed("files.move", "1.0.0"), PUBLISHER);
        change(added());
        assertThat(Sql.value(
                        database.owner(),
                        "SELECT string_agg(concat_ws(' ', principal, credential, role, address, request_id, operation,"
                                + " target, kid, status, log_index), ' | ' ORDER BY id) FROM audit"))
                .isEqualTo("k1 api_key publisher 192.0.2.7 r-1 anOperation files.move@1.0.0 team-1 201 0"
                        + " | k1 api_key publisher 192.0.2.7 r-1 anOperation team-1 team-1 201 1");
    }

    @Test
    void everyChangeIsReadBackFromItsBody() {
        List<RegistryChange> changes = List.of(
                new KeyAdded(
                        SIGNER.kid(),
                        SIGNER.key().publicKey(),
                        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                        Optional.of(Instant.parse("2027-01-01T00:00:00.123456Z"))),
                new KeyRetired(SIGNER.kid(), SIGNER.key().publicKey(), true),
                revoked(RevocationReason.KEY_COMPROMISE, Optional.of(Instant.parse("2026-01-01T00:00:00Z"))),
                new NamespaceChanged("files", List.of("k1"), List.of(SIGNER.kid()), OptionalLong.empty()),
                status("1.0.0", VersionStatus.UNSAFE, OptionalLong.empty()),
                new TagMoved(MOVE, STABLE, SemanticVersion.parse("1.0.0")),
                new TagRemoved(MOVE, STABLE));
        assertThat(changes)
                .allSatisfy(change -> assertThat(RegistryChange.parse(change.type(), change.body()))
                        .contains(change));
    }
}
