package org.actionregistry.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.app.RegistryServer;
import org.actionregistry.app.Settings;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.signing.TrustedKeyList;

/**
 * A whole registry on a free port, over a real database, with the limits of the clock turned down so that tests can wait
 * for them. To be closed.
 */
public final class TestRegistry implements AutoCloseable {
    /** An admin key that needs no row in the database. */
    public static final String BOOTSTRAP_KEY = "test-bootstrap-key-kept-out-of-every-log";

    /** Trusted by every test registry. */
    public static final TestSigner TRUSTED = TestSigner.generate("test-root-1");

    /** Trusted as well. */
    public static final TestSigner ALSO_TRUSTED = TestSigner.generate("test-root-2");

    /** Trusted by none. */
    public static final TestSigner STRANGER = TestSigner.generate("stranger-1");

    private static final Map<String, String> DEFAULTS = Map.of(
            "HOST", "127.0.0.1",
            "PORT", "0",
            "ACTION_REGISTRY_API_KEY", BOOTSTRAP_KEY,
            // Tests are many clients with bad keys at one address.
            "ACTION_REGISTRY_AUTH_FAILURES_PER_MINUTE", "100000",
            "ACTION_REGISTRY_BODY_TIMEOUT_SECONDS", "2",
            "ACTION_REGISTRY_DRAIN_NOTICE_SECONDS", "0",
            "ACTION_REGISTRY_DRAIN_TIMEOUT_SECONDS", "10",
            "ACTION_REGISTRY_MIGRATE_ON_START", "false");

    private final DatabaseUrl owner;
    private final RegistryServer server;
    private boolean stopped;

    private TestRegistry(DatabaseUrl owner, RegistryServer server) {
        this.owner = owner;
        this.server = server;
    }

    /** Starts one on a database of its own. */
    public static TestRegistry start() {
        return start(Map.of());
    }

    /**
     * Starts one on a database of its own.
     *
     * @param settings environment variables laid over those of test registries
     */
    public static TestRegistry start(Map<String, String> settings) {
        TestDatabase database = TestDatabase.fresh();
        return on(database.owner(), database.runtime(), settings);
    }

    /** Starts one on a migrated database that others may use as well. */
    public static TestRegistry on(DatabaseUrl owner, DatabaseUrl runtime, Map<String, String> settings) {
        return new TestRegistry(
                owner, RegistryServer.start(Settings.load(environment(owner, runtime, settings), Optional.empty())));
    }

    /** The environment that a registry of this kind is started with. */
    public static Map<String, String> environment(
            DatabaseUrl owner, DatabaseUrl runtime, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(DEFAULTS);
        environment.put("DATABASE_URL", text(runtime));
        environment.put("DATABASE_OWNER_URL", text(owner));
        environment.put("TRUSTED_KEYS_JSON", trustedKeys());
        environment.putAll(settings);
        return environment;
    }

    /** What {@code TRUSTED_KEYS_JSON} is set to. */
    public static String trustedKeys() {
        return new String(TrustedKeyList.write(List.of(TRUSTED.entry(), ALSO_TRUSTED.entry())), StandardCharsets.UTF_8);
    }

    /** With the password, which {@link DatabaseUrl#toString} keeps to itself; that of a test server needs no encoding. */
    private static String text(DatabaseUrl url) {
        return "postgresql://" + url.user() + ":" + url.password().orElse("") + "@" + url.location()
                + "?sslmode=disable";
    }

    public int port() {
        return server.port();
    }

    /** A client with the bootstrap admin key. */
    public RegistryHttp http() {
        return new RegistryHttp(port(), Optional.of(BOOTSTRAP_KEY));
    }

    /** A connection of its own for bytes that no HTTP client would send. */
    public RawHttp connect() {
        return new RawHttp(port());
    }

    /** The owner of its tables: for looking, and for tampering behind the server's back. */
    public DatabaseUrl owner() {
        return owner;
    }

    /** Drains it as SIGTERM would; blocking. */
    public void stop() {
        stopped = true;
        server.stop();
    }

    @Override
    public void close() {
        if (!stopped) {
            stop();
        }
    }
}
