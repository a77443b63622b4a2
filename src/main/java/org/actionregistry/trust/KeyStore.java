package org.actionregistry.trust;

import io.vertx.core.Future;
import java.util.List;
import org.actionregistry.verification.TrustedKey;

/** What the journal's entries about keys have come to. */
public interface KeyStore {
    /**
     * Every key an entry was about, at least as of the moment of the call. One that no entry has added was trusted by
     * configuration when it was retired or revoked.
     */
    Future<List<TrustedKey>> all();
}
