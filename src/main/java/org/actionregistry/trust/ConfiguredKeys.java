package org.actionregistry.trust;

import java.util.List;
import org.actionregistry.signing.TrustedKeyList;

/** The keys an operator trusts by configuration: since ever, until an entry of the journal retires or revokes them. */
public record ConfiguredKeys(List<TrustedKeyList.Entry> entries) {
    public ConfiguredKeys {
        entries = List.copyOf(entries);
    }

    /** None. */
    public static ConfiguredKeys none() {
        return new ConfiguredKeys(List.of());
    }

    /**
     * Reads {@code [{"kid","alg":"ed25519","public_key":"base64:..."}]}.
     *
     * @throws IllegalArgumentException for a malformed, weak, duplicate, retired or revoked key, saying which and why
     */
    public static ConfiguredKeys parse(byte[] json) {
        ConfiguredKeys keys = new ConfiguredKeys(TrustedKeyList.parse(json));
        for (TrustedKeyList.Entry entry : keys.entries) {
            if (entry.standing() != TrustedKeyList.Standing.ACTIVE) {
                throw new IllegalArgumentException(
                        "the key " + entry.kid()
                                + " is marked as one that may not sign: a configured key is trusted since ever, so take it out");
            }
        }
        return keys;
    }
}
