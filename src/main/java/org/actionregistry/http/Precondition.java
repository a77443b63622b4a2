package org.actionregistry.http;

import java.util.Optional;
import java.util.OptionalLong;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.http.contract.ValidRequest;

/** {@code If-Match} on a change (RFC 9110, section 13.1.1). */
final class Precondition {
    private Precondition() {}

    /**
     * Checks what the caller has seen against what is there.
     *
     * @param current the entity tag now; empty where there is nothing
     * @param index the entry that made it so
     * @return the index, for the journal to check again when nothing else can change it; empty for a caller who does not care
     * @throws Refused with PRECONDITION_FAILED when it is something else
     */
    static OptionalLong check(ValidRequest request, Optional<EntityTag> current, long index) {
        Optional<String> ifMatch = request.optionalText("If-Match");
        if (ifMatch.isEmpty()) {
            return OptionalLong.empty();
        }
        if (current.filter(tag -> tag.matchesStrongly(ifMatch.get())).isEmpty()) {
            throw new Refused(ErrorCode.PRECONDITION_FAILED, "It is not what you have seen (If-Match); read it again.");
        }
        return OptionalLong.of(index);
    }
}
