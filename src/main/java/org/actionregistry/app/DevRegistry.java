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
    private static final String LOG_ORIGIN = "dev.action-registry.local/log";

    private final EmbeddedDatabase database;
    private final DevKeys keys;
    private final RegistryServer server;
    private final String logVkey;

    private DevRegistry(EmbeddedDatabase database, DevKeys keys, RegistryServer server, String logVkey) {
        this.database = database;
        this.keys = keys;
        this.server = server;
        this.logVkey = logVkey;
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
            ours.put("LOG_ORIGIN", LOG_ORIGIN);
            ours.put("LOG_SIGNING_KEY_FILE", keys.logKeyFile().toString());
            ours.put("LOG_STATE_FILE", home.resolve("log-checkpoint").toString());
            ours.put("DATABASE_URL", database.runtimeUrl());
            ours.put("DATABASE_OWNER_URL", database.ownerUrl());
            Settings settings = Settings.load(ours, configFile);
            String logVkey =
                    settings.logKeys().orElseThrow().verifierKeys().get(0).toString();
            DevRegistry registry = new DevRegistry(database, keys, RegistryServer.start(settings), logVkey);
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

    /** The key that verifies the log's checkpoints (C2SP signed-note, vkey). */
    public String logVkey() {
        return logVkey;
    }

    /** Drains the server, then stops the database; blocking. */
    public void stop() {
        server.stop();
        database.close();
    }
}
