package org.actionregistry.merkle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.actionregistry.signing.SignatureType;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.UntrustedNoteException;
import org.actionregistry.signing.VerifiedSignature;
import org.actionregistry.signing.VerifierKey;

/**
 * Which checkpoints to believe (C2SP tlog-policy): those that a known log signed and enough known witnesses cosigned.
 *
 * @param logs the known logs; several of one name are one log whose key is being replaced
 * @param witnesses the known witnesses
 * @param quorum which of them are enough
 */
public record LogPolicy(List<Log> logs, List<Witness> witnesses, Quorum quorum) {
    /**
     * A known log.
     *
     * @param key whose name is the log's origin
     * @param url where it is, as the policy has it
     */
    public record Log(VerifierKey key, Optional<String> url) {}

    /**
     * A known witness.
     *
     * @param name which the policy calls it by, for messages; octets that are not UTF-8 stand as U+FFFD
     * @param key what verifies its cosignatures
     * @param url where it is, as the policy has it; by advice of the specification, its submission prefix
     */
    public record Witness(String name, VerifierKey key, Optional<String> url) {
        /** @throws IllegalArgumentException when the key is not one for cosignatures */
        public Witness {
            if (key.type() != SignatureType.COSIGNATURE_V1) {
                throw new IllegalArgumentException("the key of a witness must be of type 0x04 (cosignature/v1)");
            }
        }
    }

    /** Copies the lists. */
    public LogPolicy {
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
    }

    /** Believes what one of these keys signed, and asks for no cosignature. */
    public static LogPolicy ofLogs(List<VerifierKey> keys) {
        List<Log> logs =
                keys.stream().map(key -> new Log(key, Optional.empty())).toList();
        return new LogPolicy(logs, List.of(), new Quorum.None());
    }

    /**
     * Reads a policy file.
     *
     * @throws IllegalArgumentException when it breaks a rule of the specification, uses a type of key that is not supported,
     *     or exceeds a limit of {@link PolicyReader}; names the line, and why
     */
    public static LogPolicy parse(byte[] file) {
        return new PolicyReader().read(file);
    }

    /**
     * Verifies a log's and the witnesses' signatures. Takes about 0.2 ms of CPU a signature; not for an event loop.
     *
     * @throws IllegalArgumentException when the note's text is not that of a checkpoint
     * @throws UntrustedNoteException when the origin is not known, no key of the log signed, a signature of a known key is
     *     wrong, or the quorum is not reached
     */
    public VerifiedCheckpoint verify(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        Set<VerifierKey> logKeys = logs.stream()
                .map(Log::key)
                .filter(key -> key.name().value().equals(checkpoint.origin()))
                .collect(Collectors.toSet());
        if (logKeys.isEmpty()) {
            throw new UntrustedNoteException("no log is known by the checkpoint's origin");
        }
        Set<VerifierKey> witnessKeys = witnesses.stream().map(Witness::key).collect(Collectors.toSet());
        List<VerifiedSignature> signatures =
                note.open(Stream.concat(logKeys.stream(), witnessKeys.stream()).toList());
        List<VerifiedSignature> byLog = madeBy(logKeys, signatures);
        if (byLog.isEmpty()) {
            throw new UntrustedNoteException("no known key of the log has signed the checkpoint");
        }
        List<VerifiedSignature> byWitnesses = madeBy(witnessKeys, signatures);
        Set<VerifierKey> cosigners =
                byWitnesses.stream().map(VerifiedSignature::key).collect(Collectors.toSet());
        if (!quorum.isReachedBy(cosigners)) {
            throw new UntrustedNoteException("the checkpoint has valid cosignatures of " + cosigners.size()
                    + " known witnesses, which do not make the quorum");
        }
        return new VerifiedCheckpoint(checkpoint, note, byLog, byWitnesses);
    }

    private static List<VerifiedSignature> madeBy(Set<VerifierKey> keys, List<VerifiedSignature> signatures) {
        return signatures.stream()
                .filter(signature -> keys.contains(signature.key()))
                .toList();
    }
}
