package org.actionregistry.access;

/**
 * What a request brought to say who it is from.
 *
 * @param secret the text of an API key or of a token; never logged
 * @param mayBeToken whether it came where tokens (RFC 6750) are sent; an API key may come there as well
 */
public record Credential(String secret, boolean mayBeToken) {
    @Override
    public String toString() {
        return "Credential[***]";
    }
}
