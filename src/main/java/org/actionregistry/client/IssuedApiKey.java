package org.actionregistry.client;

/**
 * A key that was just made.
 *
 * @param secret the key itself, which the registry shows this once
 */
public record IssuedApiKey(ApiKeyEntry entry, String secret) {
    static IssuedApiKey of(JsonMembers key) {
        return new IssuedApiKey(ApiKeyEntry.of(key), key.text("api_key"));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "IssuedApiKey[" + entry.id() + "]";
    }
}
