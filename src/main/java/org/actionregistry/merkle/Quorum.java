package org.actionregistry.merkle;

import java.util.List;
import java.util.Set;
import org.actionregistry.signing.VerifierKey;

/** Which witnesses together are enough (C2SP tlog-policy, "Defining the quorum"). */
public sealed interface Quorum {
    /** Whether the cosigners with these keys are enough. */
    boolean isReachedBy(Set<VerifierKey> cosigners);

    /** No cosignature is asked for: {@code quorum none}. */
    record None() implements Quorum {
        @Override
        public boolean isReachedBy(Set<VerifierKey> cosigners) {
            return true;
        }
    }

    /**
     * One witness must have cosigned.
     *
     * @param key of the witness
     */
    record Witness(VerifierKey key) implements Quorum {
        @Override
        public boolean isReachedBy(Set<VerifierKey> cosigners) {
            return cosigners.contains(key);
        }
    }

    /**
     * Some members of a group must be reached themselves ("Defining a witness group").
     *
     * @param threshold how many, 1 to the number of members
     * @param members at least one
     */
    record Group(int threshold, List<Quorum> members) implements Quorum {
        /** @throws IllegalArgumentException when the threshold is not 1 to the number of members */
        public Group {
            members = List.copyOf(members);
            if (threshold < 1 || threshold > members.size()) {
                throw new IllegalArgumentException(
                        "the threshold of a group is 1 to " + members.size() + ", the number of its members");
            }
        }

        @Override
        public boolean isReachedBy(Set<VerifierKey> cosigners) {
            return members.stream()
                            .filter(member -> member.isReachedBy(cosigners))
                            .count()
                    >= threshold;
        }
    }
}
