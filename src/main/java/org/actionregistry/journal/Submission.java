package org.actionregistry.journal;

import java.util.List;
import java.util.Optional;

/**
 * An entry on its way into the journal.
 *
 * @param actor whom the audit trail names; empty for what the program does by itself, such as repeating another journal
 */
public record Submission<E extends JournalEntry>(E entry, Optional<Actor> actor) {
    /** What a request asks for. */
    public static <E extends JournalEntry> Submission<E> by(Actor actor, E entry) {
        return new Submission<>(entry, Optional.of(actor));
    }

    /** What nobody outside has asked for. */
    public static <E extends JournalEntry> Submission<E> unattended(E entry) {
        return new Submission<>(entry, Optional.empty());
    }

    static <E extends JournalEntry> List<Submission<E>> unattended(List<E> entries) {
        return entries.stream().map(Submission::unattended).toList();
    }
}
