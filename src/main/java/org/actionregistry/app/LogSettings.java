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
import org.actionregistry.signing.VerifierKey;

/** The settings of the transparency log. */
final class LogSettings {
    private static final String KEYS = "LOG_SIGNING_KEY_FILE";
    private static final String ORIGIN = "LOG_ORIGIN";
    private static final String WITNESSES = "LOG_WITNESSES_FILE";
    private static final String STATE = "LOG_STATE_FILE";
    private static final String VERIFIER_KEY = "LOG_VKEY";

    private LogSettings() {}

    /**
     * The log's keys: one file, or two with a comma between them while one key takes over from the other. None on a read-only
     * server: what it serves was signed by another, and a second signer would give the log a second history.
     */
    static Optional<LogKeys> keys(SettingSource source, boolean readOnly) {
        if (readOnly && source.variableOnly(KEYS).isPresent()) {
            throw new BadSetting(
                    KEYS,
                    "should not be set on a read-only registry, which signs nothing; " + VERIFIER_KEY
                            + " names its source's key");
        }
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

    /**
     * What verifies the checkpoints that are served: the public halves of {@code keys}, and on the mirror of another registry
     * its source's verifier keys.
     */
    static List<VerifierKey> verifierKeys(SettingSource source, Optional<LogKeys> keys, boolean readOnly) {
        Optional<String> named = source.variableOnly(VERIFIER_KEY);
        if (named.isPresent() && !readOnly) {
            throw new BadSetting(
                    VERIFIER_KEY,
                    "is for the mirror of another registry: set ACTION_REGISTRY_READ_ONLY=true as well, or neither");
        }
        return named.map(lines -> Stream.of(lines.split("[,\\n]", -1))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(LogSettings::verifierKey)
                        .toList())
                .orElseGet(() -> keys.map(LogKeys::verifierKeys).orElse(List.of()));
    }

    private static VerifierKey verifierKey(String line) {
        try {
            return VerifierKey.parse(line);
        } catch (IllegalArgumentException malformed) {
            throw new BadSetting(
                    VERIFIER_KEY,
                    "should be what the source's /log/vkey answers; '" + line + "': " + malformed.getMessage());
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
