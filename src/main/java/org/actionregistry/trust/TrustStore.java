package org.actionregistry.trust;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.verification.TrustedKey;
import org.actionregistry.verification.TrustedKeys;

/** The keys an operator has configured; immutable. */
public final class TrustStore implements TrustedKeys {
    private final Map<String, TrustedKey> byKid;

    private TrustStore(Map<String, TrustedKey> byKid) {
        this.byKid = byKid;
    }

    /** Trusts nobody: nothing verifies, nothing can be published. */
    public static TrustStore empty() {
        return new TrustStore(Map.of());
    }

    /**
     * Reads {@code [{"kid","alg":"ed25519","public_key":"base64:..."}]}.
     *
     * @throws IllegalArgumentException for a malformed, weak or duplicate key, saying which and why
     */
    public static TrustStore parse(byte[] json) {
        List<TrustedKeyList.Entry> entries = TrustedKeyList.parse(json);
        Map<String, TrustedKey> byKid = new LinkedHashMap<>();
        entries.forEach(entry -> byKid.put(entry.kid().value(), new TrustedKey(entry.kid(), entry.publicKey())));
        return new TrustStore(byKid);
    }

    @Override
    public Optional<TrustedKey> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    /** All keys, in configured order. */
    public Collection<TrustedKey> keys() {
        return List.copyOf(byKid.values());
    }
}
