package org.actionregistry.postgres;

import io.vertx.pgclient.SslMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a database is and how to log in: {@code postgresql://user:password@host:port/database?sslmode=...}.
 *
 * <p>The schemes {@code postgresql}, {@code postgres} and {@code postgresql+psycopg} mean the same. User, password, host
 * and database are percent-decoded; the port defaults to 5432, {@code sslmode} to {@code prefer} as in libpq. Other
 * parameters understood: {@code sslrootcert} (a PEM file, for {@code verify-ca} and {@code verify-full}; without it the
 * certificate authorities of the Java runtime are trusted).
 *
 * @param password empty where the server asks for none
 * @param sslRootCert path of a PEM file with the certificate authorities to trust
 */
public record DatabaseUrl(
        String user,
        Optional<String> password,
        String host,
        int port,
        String database,
        SslMode sslMode,
        Optional<String> sslRootCert) {
    /** PostgreSQL's own port. */
    public static final int DEFAULT_PORT = 5432;

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException naming what is wrong, on one line and never with the password
     */
    public static DatabaseUrl parse(String text) {
        return DatabaseUrlParser.parse(text);
    }

    /** The same server and options, another database. */
    public DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(user, password, host, port, other, sslMode, sslRootCert);
    }

    /** {@code host:port/database}: for messages and logs. */
    public String location() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port + "/" + database;
    }

    /** Without user and password. */
    String jdbcUrl() {
        String authority = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + authority + ":" + port + "/" + PercentCoding.encode(database);
    }

    /** TLS settings and timeouts for the JDBC driver. */
    Map<String, String> jdbcSettings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "sslmode", sslMode.value,
                "ApplicationName", "action-registry migrate",
                "connectTimeout", "10",
                "loginTimeout", "10",
                "tcpKeepAlive", "true"));
        sslRootCert.ifPresentOrElse(
                path -> settings.put("sslrootcert", path), () -> settings.put("sslfactory", trustFactory()));
        return settings;
    }

    /** {@link #jdbcSettings} and the login, which is kept out of the URL because URLs are logged. */
    Properties jdbcProperties() {
        Properties properties = new Properties();
        properties.putAll(jdbcSettings());
        properties.setProperty("user", user);
        password.ifPresent(secret -> properties.setProperty("password", secret));
        return properties;
    }

    private String trustFactory() {
        return verifiesServer()
                ? "org.postgresql.ssl.DefaultJavaSSLFactory"
                : "org.postgresql.ssl.NonValidatingFactory";
    }

    /** Whether the server's certificate is checked at all. */
    boolean verifiesServer() {
        return sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
    }

    /** The URL with the password as {@code ***}. */
    @Override
    public String toString() {
        String secret = password.isPresent() ? ":***" : "";
        return "postgresql://" + PercentCoding.encode(user) + secret + "@" + location() + "?sslmode=" + sslMode.value;
    }
}
