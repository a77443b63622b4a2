package org.actionregistry.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.journal.LogKeys;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.signing.Ed25519PrivateKey;

/** The settings of the transparency log. */
final class LogSettings {
    private static final String KEYS = "LOG_SIGNING_KEY_FILE";
    private static final String ORIGIN = "LOG_ORIGIN";
    private static final String WITNESSES = "LOG_WITNESSES_FILE";
    private static final String STATE = "LOG_STATE_FILE";

    private LogSettings() {}

    /** The log's keys: one file, or two with a comma between them while one key takes over from the other. */
    static Optional<LogKeys> keys(SettingSource source) {
        return source.variableOnly(KEYS).map(files -> {
            String origin = source.variableOnly(ORIGIN)
                    .orElseThrow(() -> new BadSetting(
                            ORIGIN, "is not set; with " + KEYS + " it should name the log: registry.example.com/log"));
            List<Ed25519PrivateKey> keys = Stream.of(files.split(",", -1))
                    .map(String::strip)
                    .map(LogSettings::key)
                    .toList();
            try {
                return new LogKeys(origin, keys);
            } catch (IllegalArgumentException unfit) {
                throw new BadSetting(ORIGIN, "cannot name a log: " + unfit.getMessage());
            }
        });
    }

    private static Ed25519PrivateKey key(String file) {
        try {
            return Ed25519PrivateKey.fromPem(Files.readString(Path.of(file)));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new BadSetting(KEYS, "should name a readable file; '" + file + "' cannot be read");
        } catch (IllegalArgumentException malformed) {
            throw new BadSetting(KEYS, "'" + file + "' is no Ed25519 key in PKCS#8 PEM: " + malformed.getMessage());
        }
    }

    /** Who is asked to cosign; empty where nobody is. */
    static Optional<LogPolicy> witnesses(SettingSource source) {
        return source.variableOnly(WITNESSES).map(file -> {
            try {
                return LogPolicy.parse(Files.readAllBytes(Path.of(file)));
            } catch (IOException unreadable) {
                throw new BadSetting(WITNESSES, "should name a readable file; '" + file + "' cannot be read");
            } catch (IllegalArgumentException malformed) {
                throw new BadSetting(
                        WITNESSES, "'" + file + "' is no policy (C2SP tlog-policy): " + malformed.getMessage());
            }
        });
    }

    /** Where the largest published checkpoint is remembered; in memory only where no file is named. */
    static LogWatermark watermark(SettingSource source) {
        return source.variableOnly(STATE).map(LogSettings::watermarkIn).orElseGet(LogWatermark::inMemory);
    }

    private static LogWatermark watermarkIn(String file) {
        try {
            return LogWatermark.in(Path.of(file));
        } catch (UncheckedIOException unreadable) {
            throw new BadSetting(STATE, "'" + file + "' cannot be read");
        } catch (IllegalArgumentException malformed) {
            throw new BadSetting(STATE, "'" + file + "' holds no checkpoint: " + malformed.getMessage());
        }
    }
}
