package org.actionregistry.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * One attempt to write something. Text that came from a client is cut to a sane length, and what is no character of one
 * line of text becomes U+FFFD.
 *
 * @param time when it was answered
 * @param principal the id of whoever asked, {@link #NOBODY} where nobody was recognised
 * @param credential what kind of credential came with it; {@code none} where none did
 * @param role the role it gave
 * @param address where it came from
 * @param requestId as answered in X-Request-Id
 * @param operation the contract's operationId
 * @param target what it was about, such as {@code files.move@1.0.0}
 * @param kid the signing key it named
 * @param status the HTTP status it was answered with; {@link #GONE} where nobody was left to answer
 * @param code the error code it was refused with
 */
public record AuditRecord(
        Instant time,
        String principal,
        String credential,
        Optional<String> role,
        Optional<String> address,
        Optional<String> requestId,
        String operation,
        Optional<String> target,
        Optional<String> kid,
        int status,
        Optional<String> code) {
    /** The principal of a request without a credential that opens anything. */
    public static final String NOBODY = "-";

    /** The client went away before it was answered; whether the write took effect, the journal knows. */
    public static final int GONE = 499;

    /** The longest text a row keeps, in UTF-16 units: a name, an {@code @} and a version fit. */
    public static final int LONGEST_TEXT = 257;

    private static final String CUT = "…";
    private static final char REPLACEMENT = '\uFFFD';

    public AuditRecord {
        principal = line(principal);
        credential = line(credential);
        role = role.map(AuditRecord::line);
        address = address.map(AuditRecord::line);
        requestId = requestId.map(AuditRecord::line);
        operation = line(operation);
        target = target.map(AuditRecord::line);
        kid = kid.map(AuditRecord::line);
        code = code.map(AuditRecord::line);
    }

    private static String line(String text) {
        String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + CUT;
        StringBuilder line = new StringBuilder(cut.length());
        // A surrogate that has lost its other half, perhaps by the cut, comes out as a code point of its own.
        cut.codePoints().forEach(c -> line.appendCodePoint(isPlain(c) ? c : REPLACEMENT));
        return line.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
