package org.actionregistry.access;

/**
 * What a request brought to say who it is from.
 *
 * @param secret the text of an API key; never logged
 */
public record Credential(String secret) {
    @Override
    public String toString() {
        return "Credential[***]";
    }
}
