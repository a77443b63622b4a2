package org.actionregistry.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.actionregistry.access.Role;
import org.actionregistry.access.jwt.Algorithm;
import org.actionregistry.access.jwt.TokenRules;

/**
 * Whose tokens are accepted.
 *
 * @param url where the issuer's key set is; empty where it is in {@code file}
 * @param interval how often the key set is read
 * @param pause how long an unknown key id is no reason to read it again
 */
record TokenSettings(TokenRules rules, Optional<URI> url, Optional<Path> file, Duration interval, Duration pause) {
    private static final String URL = "JWT_JWKS_URL";
    private static final String FILE = "JWT_JWKS_FILE";
    private static final String ROLE_MAP = "JWT_ROLE_MAP";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Empty where no key set is named, and no tokens are accepted. */
    static Optional<TokenSettings> load(SettingSource source) {
        Optional<URI> url = source.variableOnly(URL).map(TokenSettings::url);
        Optional<Path> file = source.variableOnly(FILE).map(Path::of);
        if (url.isPresent() && file.isPresent()) {
            throw new BadSetting(FILE, "and " + URL + " exclude each other");
        }
        if (url.isEmpty() && file.isEmpty()) {
            return Optional.empty();
        }
        TokenRules rules = new TokenRules(
                required(source, "JWT_ISSUER", "the 'iss' of the tokens"),
                required(source, "JWT_AUDIENCE", "the 'aud' by which tokens are meant for this registry"),
                algorithms(source.text("jwt_algorithms")),
                Duration.ofSeconds(source.integer("jwt_leeway_seconds", 0, 600)),
                source.text("jwt_role_claim").strip(),
                source.variableOnly(ROLE_MAP).map(TokenSettings::roles).orElse(Map.of()),
                source.variableOnly("JWT_NAMESPACES_CLAIM").map(String::strip));
        return Optional.of(new TokenSettings(
                rules,
                url,
                file,
                Duration.ofSeconds(source.integer("jwt_refresh_seconds", 1, 86_400)),
                Duration.ofSeconds(source.integer("jwt_unknown_kid_pause_seconds", 1, 3600))));
    }

    private static String required(SettingSource source, String variable, String meaning) {
        return source.variableOnly(variable)
                .map(String::strip)
                .orElseThrow(() -> new BadSetting(variable, "is not set; it should be " + meaning));
    }

    /** Over plain HTTP whoever sits in between could name the keys. */
    private static URI url(String text) {
        try {
            URI url = new URI(text.strip());
            boolean secret = "https".equalsIgnoreCase(url.getScheme());
            boolean local = "http".equalsIgnoreCase(url.getScheme()) && THIS_MACHINE.contains(url.getHost());
            if (url.getHost() != null && (secret || local)) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            // Refused below, like an address of another kind.
        }
        throw new BadSetting(URL, "should be an https:// address, or an http:// one of this machine");
    }

    private static Set<Algorithm> algorithms(String text) {
        Set<Algorithm> algorithms = new LinkedHashSet<>();
        for (String word : text.split(",", -1)) {
            try {
                algorithms.add(Algorithm.ofSetting(word));
            } catch (IllegalArgumentException unknown) {
                throw new BadSetting(
                        "JWT_ALGORITHMS",
                        "should list some of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Algorithm.values())
                                                .map(Algorithm::word)
                                                .toList())
                                + ", not '" + word.strip() + "'");
            }
        }
        return algorithms;
    }

    private static Map<String, Role> roles(String text) {
        Map<String, Role> roles = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.lastIndexOf('=');
            try {
                if (equals > 0) {
                    roles.put(
                            pair.substring(0, equals).strip(),
                            Role.ofWord(pair.substring(equals + 1).strip()));
                    continue;
                }
            } catch (IllegalArgumentException noRole) {
                // Refused below, like a pair without '='.
            }
            throw new BadSetting(
                    ROLE_MAP, "should be VALUE=ROLE pairs such as ci=publisher,ops=admin, not '" + pair.strip() + "'");
        }
        return roles;
    }
}
