package org.actionregistry.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.client.ClientSettings;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.dev.EmbeddedDatabase;

/** A whole registry that needs nothing but a JDK: embedded PostgreSQL, keys of its own, a few sample actions. */
public final class DevRegistry {
    private final EmbeddedDatabase database;
    private final DevKeys keys;
    private final RegistryServer server;

    private DevRegistry(EmbeddedDatabase database, DevKeys keys, RegistryServer server) {
        this.database = database;
        this.keys = keys;
        this.server = server;
    }

    /**
     * Starts it; blocking.
     *
     * @param data where database and keys are kept between runs
     * @param environment settings that the developer wants otherwise; those of database, keys and trust are ours
     */
    public static DevRegistry start(Path data, Map<String, String> environment, Optional<Path> configFile) {
        Path home = data.toAbsolutePath().normalize();
        DevKeys keys = DevKeys.in(home.resolve("keys"));
        EmbeddedDatabase database = EmbeddedDatabase.start(home.resolve("postgres"), 0);
        try {
            Map<String, String> ours = new HashMap<>(environment);
            ours.remove("TRUSTED_KEYS_JSON");
            ours.putIfAbsent("ACTION_REGISTRY_DRAIN_NOTICE_SECONDS", "0");
            ours.put("TRUSTED_KEYS_FILE", keys.trustedKeysFile().toString());
            ours.put("ACTION_REGISTRY_API_KEY", keys.apiKey());
            ours.put("DATABASE_URL", database.runtimeUrl());
            ours.put("DATABASE_OWNER_URL", database.ownerUrl());
            RegistryServer server = RegistryServer.start(Settings.load(ours, configFile));
            DevRegistry registry = new DevRegistry(database, keys, server);
            SampleActions.publish(registry.client(), keys.signer());
            return registry;
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    private RegistryClient client() {
        return new RegistryClient(ClientSettings.of(url(), Optional.of(apiKey())));
    }

    public String url() {
        return "http://localhost:" + server.port();
    }

    /** An admin key. */
    public String apiKey() {
        return keys.apiKey();
    }

    /** The database owner's URL, for psql. */
    public String databaseUrl() {
        return database.ownerUrl();
    }

    public Path trustedKeysFile() {
        return keys.trustedKeysFile();
    }

    public Path signingKeyFile() {
        return keys.signingKeyFile();
    }

    public String kid() {
        return keys.signer().kid().value();
    }

    /** Drains the server, then stops the database; blocking. */
    public void stop() {
        server.stop();
        database.close();
    }
}
