package org.actionregistry.http.contract;

import java.util.ArrayList;
import java.util.List;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Violation;

/** What is wrong with one request, in the order found. Keeps the first {@value #KEPT}, so that an answer stays small. */
final class Violations {
    static final int KEPT = 100;

    private final List<Violation> kept = new ArrayList<>();
    private int count;

    void add(String path, String rule, String message) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Violation(path, rule, message));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The refusal of the request; only where something is wrong. */
    Invalid asFailure(ErrorCode code) {
        return new Invalid(code, summary(code == ErrorCode.INVALID_JSON ? ": " : " "), kept);
    }

    /** @param joint what stands between a place and a message; those on JSON are sentences of their own */
    private String summary(String joint) {
        if (count > 1) {
            return "The request breaks the contract in " + count + " places.";
        }
        Violation only = kept.get(0);
        String place = only.path().isEmpty() ? "The body" : only.path();
        return place + joint + only.message() + ".";
    }
}
