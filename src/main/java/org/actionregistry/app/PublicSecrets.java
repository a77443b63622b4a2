package org.actionregistry.app;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns where a registry trusts what the whole world knows: the keys that docker-compose.yml is tried with. */
final class PublicSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(PublicSecrets.class);
    private static final Set<String> PUBLIC_KEYS = Set.of("base64:RZ8YLcO0/vn++l3BB7Qpw+3uV2090tgr5qepPMASQPI=");
    private static final Set<String> API_KEYS = Set.of("dev-admin-key");

    private PublicSecrets() {}

    static void warn(Settings settings) {
        settings.configuredKeys().entries().stream()
                .filter(key -> PUBLIC_KEYS.contains(key.publicKey().toString()))
                .forEach(key -> LOG.warn(
                        "The trusted key {} is the public example of conf/dev: anyone can sign under it", key.kid()));
        if (settings.bootstrapKey().filter(API_KEYS::contains).isPresent()) {
            LOG.warn("ACTION_REGISTRY_API_KEY is the public example of docker-compose.yml: anyone can administer this");
        }
    }
}
