package org.actionregistry.postgres;

import io.vertx.pgclient.SslMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a database URL apart. No message repeats anything that stands before the {@code @}, or that could stand there
 * because a password was not percent-encoded.
 */
final class DatabaseUrlParser {
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres", "postgresql+psycopg");
    private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]]*)(?::([^:]*))?");
    private static final String ENCODE_RESERVED =
            "; in user and password, percent-encode the characters : / ? # [ ] @ and %";

    private DatabaseUrlParser() {}

    static DatabaseUrl parse(String text) {
        int colon = text.indexOf("://");
        if (colon < 0 || !SCHEMES.contains(text.substring(0, colon))) {
            throw new IllegalArgumentException("a database URL starts with postgresql://, postgres:// or"
                    + " postgresql+psycopg://, as in postgresql://user:password@host:5432/database");
        }
        String rest = text.substring(colon + 3);
        int question = rest.indexOf('?');
        String address = question < 0 ? rest : rest.substring(0, question);
        int slash = address.indexOf('/');
        String authority = slash < 0 ? address : address.substring(0, slash);
        int at = authority.lastIndexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "the database URL names no user (postgresql://user:password@host/database)" + ENCODE_RESERVED);
        }
        Map<String, String> parameters = question < 0 ? Map.of() : parameters(rest.substring(question + 1));
        String login = authority.substring(0, at);
        int separator = login.indexOf(':');
        Matcher hostAndPort = hostAndPort(authority.substring(at + 1));
        return new DatabaseUrl(
                required("user", separator < 0 ? login : login.substring(0, separator)),
                separator < 0
                        ? Optional.empty()
                        : Optional.of(PercentCoding.decode("password", login.substring(separator + 1))),
                host(hostAndPort.group(1)),
                port(Optional.ofNullable(hostAndPort.group(2))),
                required("database", slash < 0 ? "" : address.substring(slash + 1)),
                sslMode(parameters.getOrDefault("sslmode", SslMode.PREFER.value)),
                Optional.ofNullable(parameters.get("sslrootcert")));
    }

    private static Matcher hostAndPort(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the host of the database URL is malformed; an IPv6 address stands in"
                    + " brackets, as in [::1]:5432" + ENCODE_RESERVED);
        }
        return matcher;
    }

    private static String host(String text) {
        return text.startsWith("[") ? text.substring(1, text.length() - 1) : required("host", text);
    }

    private static String required(String part, String text) {
        String value = PercentCoding.decode(part, text);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "the database URL names no " + part + " (postgresql://user:password@host:5432/database)");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the " + part + " of the database URL holds a NUL character");
        }
        return value;
    }

    private static int port(Optional<String> text) {
        if (text.isEmpty()) {
            return DatabaseUrl.DEFAULT_PORT;
        }
        if (text.get().matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text.get());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw new IllegalArgumentException(
                "the port of the database URL is no number from 1 to 65535" + ENCODE_RESERVED);
    }

    private static SslMode sslMode(String text) {
        return Arrays.stream(SslMode.values())
                .filter(mode -> mode.value.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sslmode is one of "
                        + Arrays.stream(SslMode.values())
                                .map(mode -> mode.value)
                                .collect(Collectors.joining(", "))));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!PARAMETERS.contains(name)) {
                throw new IllegalArgumentException(
                        "the database URL has the unknown parameter '" + name + "'; known are sslmode and sslrootcert");
            }
            String value = PercentCoding.decode(name, equals < 0 ? "" : pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw new IllegalArgumentException("the database URL gives " + name + " twice");
            }
        }
        return parameters;
    }
}
