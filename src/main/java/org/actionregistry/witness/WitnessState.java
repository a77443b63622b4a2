package org.actionregistry.witness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.actionregistry.file.DurableFile;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint that a witness cosigned last, of each log: JSON, {@code {"witness": vkey, "logs": {origin: note}}}. The
 * whole notes are kept, since two of them that contradict each other prove that a log misbehaved. Owned by one process;
 * not thread-safe.
 */
public final class WitnessState implements AutoCloseable {
    private static final int MAX_DEPTH = 2;

    private final DurableFile file;
    private final VerifierKey witness;
    private final Map<String, SignedNote> cosigned;

    private WitnessState(DurableFile file, VerifierKey witness, Map<String, SignedNote> cosigned) {
        this.file = file;
        this.witness = witness;
        this.cosigned = cosigned;
    }

    /**
     * Takes over a state file, or a path where there is none yet.
     *
     * @param witness whose state it is
     * @throws IOException when it cannot be read or another process has it
     * @throws IllegalArgumentException when it is another witness's state, or no state at all: starting afresh would let this
     *     key cosign two histories, so only a person may decide that
     */
    public static WitnessState open(Path path, VerifierKey witness) throws IOException {
        DurableFile file = DurableFile.own(path);
        try {
            Optional<byte[]> content = file.read();
            Map<String, SignedNote> cosigned = content.isPresent() ? parse(content.get(), witness) : new HashMap<>();
            return new WitnessState(file, witness, cosigned);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Map<String, SignedNote> parse(byte[] content, VerifierKey witness) {
        try {
            Map<String, @Nullable Object> state = StrictJson.readObject(content, MAX_DEPTH);
            if (!witness.toString().equals(state.get("witness"))) {
                throw new IllegalArgumentException(
                        "it is the state of the witness " + state.get("witness") + ", not of " + witness);
            }
            if (!(state.get("logs") instanceof Map<?, ?> logs)) {
                throw new IllegalArgumentException("it has no member logs");
            }
            Map<String, SignedNote> cosigned = new HashMap<>();
            logs.forEach((origin, note) -> {
                SignedNote last = SignedNote.parse(String.valueOf(note));
                if (!Checkpoint.parse(last.text()).origin().equals(origin)) {
                    throw new IllegalArgumentException("its note of the log " + origin + " is of another log");
                }
                cosigned.put(String.valueOf(origin), last);
            });
            return cosigned;
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException("it is damaged: " + e.message(), e);
        }
    }

    /** The checkpoint of a log that was cosigned last; empty if none ever was. */
    Optional<Checkpoint> last(String origin) {
        return Optional.ofNullable(cosigned.get(origin)).map(note -> Checkpoint.parse(note.text()));
    }

    /**
     * Remembers a checkpoint as the one cosigned last, and returns when that is durable.
     *
     * @throws IOException when it is not, and then {@link #last} answers as before
     */
    void keep(String origin, SignedNote checkpoint) throws IOException {
        Map<String, String> logs = new TreeMap<>();
        cosigned.forEach((known, note) -> logs.put(known, note.toString()));
        logs.put(origin, checkpoint.toString());
        file.replace(CanonicalJson.encode(Map.of("witness", witness.toString(), "logs", logs)));
        cosigned.put(origin, checkpoint);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
