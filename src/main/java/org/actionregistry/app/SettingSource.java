package org.actionregistry.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: the environment first, then the file the operator names, then the documented defaults in the
 * jar ({@code conf/registry.yaml}). Every complaint names the place the value came from.
 */
final class SettingSource {
    private static final String DEFAULTS = "/conf/registry.yaml";
    private static final String PREFIX = "ACTION_REGISTRY_";
    private static final String TOKENS = "jwt_";
    private static final Set<String> BARE = Set.of("host", "port", "log_level", "log_format");

    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final String fileName;
    private final Map<String, String> defaults;

    private SettingSource(
            Map<String, String> environment, Map<String, String> file, String fileName, Map<String, String> defaults) {
        this.environment = environment;
        this.file = file;
        this.fileName = fileName;
        this.defaults = defaults;
    }

    /** @throws BadSetting when the file cannot be read, is no YAML map of scalars, or has a key nobody knows */
    static SettingSource of(Map<String, String> environment, Optional<Path> configFile) {
        Map<String, String> defaults = defaults();
        Map<String, String> file = configFile.map(SettingSource::read).orElse(Map.of());
        String name = configFile.map(Path::toString).orElse("");
        file.keySet().stream()
                .filter(key -> !defaults.containsKey(key))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new BadSetting(name, "'" + unknown + "' is not a setting; conf/registry.yaml lists them all");
                });
        return new SettingSource(environment, file, name, defaults);
    }

    /**
     * The defaults are lines of {@code key: value}, which {@link Properties} reads as YAML would ({@code SettingsTest}) and
     * without a YAML parser, which costs a start more than all settings.
     */
    static Map<String, String> defaults() {
        try (InputStream bundled = Objects.requireNonNull(
                SettingSource.class.getResourceAsStream(DEFAULTS), "the jar lacks conf/registry.yaml")) {
            Properties lines = new Properties();
            lines.load(new InputStreamReader(bundled, StandardCharsets.UTF_8));
            Map<String, String> defaults = new HashMap<>();
            lines.stringPropertyNames().forEach(key -> defaults.put(key, lines.getProperty(key)));
            return defaults;
        } catch (IOException failure) {
            throw new IllegalStateException("the jar's conf/registry.yaml cannot be read", failure);
        }
    }

    private static Map<String, String> read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file.toString());
        } catch (JsonProcessingException malformed) {
            throw new BadSetting(
                    file.toString(), "should be a YAML map of settings: " + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new BadSetting(file.toString(), "cannot be read");
        }
    }

    private static Map<String, String> parse(byte[] yaml, String name) throws IOException {
        Map<String, @Nullable Object> values = new YAMLMapper().readValue(yaml, new TypeReference<>() {});
        Map<String, String> settings = new HashMap<>();
        if (values != null) {
            values.forEach((key, value) -> {
                if (value instanceof Map || value instanceof List || value == null) {
                    throw new BadSetting(name, "'" + key + "' should be a single value");
                }
                settings.put(key, value.toString());
            });
        }
        return settings;
    }

    /** The variable that overrides {@code key}. */
    private static String variable(String key) {
        String upper = key.toUpperCase(Locale.ROOT);
        return BARE.contains(key) || key.startsWith(TOKENS) ? upper : PREFIX + upper;
    }

    /** A variable that has no default; empty text counts as unset. */
    Optional<String> variableOnly(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    String text(String key) {
        return variableOnly(variable(key))
                .or(() -> Optional.ofNullable(file.get(key)))
                .orElseGet(() -> Objects.requireNonNull(defaults.get(key), key));
    }

    /** The value as a whole number from {@code min} to {@code max}. */
    int integer(String key, int min, int max) {
        String text = text(key);
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a number out of range.
        }
        throw complaint(key, "should be a whole number from " + min + " to " + max + ", not '" + text + "'");
    }

    boolean flag(String key) {
        return switch (text(key).strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw complaint(key, "should be true or false, not '" + text(key) + "'");
        };
    }

    /** One of {@code words}, in capitals or not. */
    String word(String key, List<String> words) {
        String value = text(key).strip();
        return words.stream()
                .filter(word -> word.equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(
                        () -> complaint(key, "should be one of " + String.join(", ", words) + ", not '" + value + "'"));
    }

    private BadSetting complaint(String key, String complaint) {
        boolean fromFile = variableOnly(variable(key)).isEmpty() && file.containsKey(key);
        return new BadSetting(fromFile ? fileName + ": " + key : variable(key), complaint);
    }
}
