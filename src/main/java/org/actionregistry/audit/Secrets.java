package org.actionregistry.audit;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that is about to be kept. People paste a key where its name belongs, and what is kept in an
 * append-only table cannot be taken out again.
 */
public final class Secrets {
    /** What stands in the place of a secret. */
    public static final String MASK = "***";

    /**
     * API keys of this registry, JSON Web Tokens (RFC 7519), Ed25519 private keys in PKCS#8 as PEM or bare (the DER
     * prefix of RFC 8410, section 7, in base64), and signing keys of signed notes.
     */
    private static final Pattern SHAPES = Pattern.compile("areg_[A-Za-z0-9]+_[A-Za-z0-9_]+"
            + "|eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY.*"
            + "|MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/=_-]*"
            + "|PRIVATE\\+KEY\\+\\S*");

    /** A shorter secret may be a word of some other text, and is taken out only where it stands alone. */
    private static final int LONG_ENOUGH = 12;

    private final List<String> known;

    /** @param known secrets of this process, such as its bootstrap key */
    public Secrets(Collection<String> known) {
        this.known = known.stream().filter(secret -> !secret.isBlank()).toList();
    }

    /**
     * The text without secrets.
     *
     * @param presented the credentials that came with the request the text came with, whatever they look like
     */
    public String mask(String text, Collection<String> presented) {
        String masked = text;
        for (String secret : presented) {
            masked = without(masked, secret);
        }
        for (String secret : known) {
            masked = without(masked, secret);
        }
        return SHAPES.matcher(masked).replaceAll(MASK);
    }

    /** Whether there is a secret in the text. */
    public boolean occurIn(String text) {
        return !mask(text, List.of()).equals(text);
    }

    private static String without(String text, String secret) {
        if (text.equals(secret)) {
            return MASK;
        }
        return secret.length() >= LONG_ENOUGH ? text.replace(secret, MASK) : text;
    }
}
