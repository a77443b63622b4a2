package org.actionregistry.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.actionregistry.trust.ConfiguredKeys;

/** The settings that say which keys are trusted. */
final class TrustSettings {
    private static final String JSON = "TRUSTED_KEYS_JSON";
    private static final String FILE = "TRUSTED_KEYS_FILE";

    private TrustSettings() {}

    /** The configured keys; none where neither variable is set. */
    static ConfiguredKeys load(SettingSource source) {
        Optional<String> json = source.variableOnly(JSON);
        Optional<String> file = source.variableOnly(FILE);
        if (json.isPresent() && file.isPresent()) {
            throw new BadSetting(JSON, "should not be set together with " + FILE + "; keep one of them");
        }
        if (json.isPresent()) {
            return parse(JSON, json.get().getBytes(StandardCharsets.UTF_8));
        }
        return file.map(path -> parse(FILE, read(path))).orElseGet(ConfiguredKeys::none);
    }

    private static byte[] read(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException | RuntimeException unreadable) {
            throw new BadSetting(FILE, "should name a readable file; '" + path + "' cannot be read");
        }
    }

    private static ConfiguredKeys parse(String variable, byte[] json) {
        try {
            return ConfiguredKeys.parse(json);
        } catch (IllegalArgumentException malformed) {
            throw new BadSetting(variable, String.valueOf(malformed.getMessage()));
        }
    }
}
