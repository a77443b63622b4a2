package org.actionregistry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.actionregistry.action.InvalidManifestException;
import org.actionregistry.action.Manifest;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;

/**
 * A document somebody handed to a verb. What is wrong with it becomes a {@link VerbFailure} that names it.
 *
 * @param origin where it came from, for messages: a path, perhaps with a line number
 */
record InputDocument(
        String origin,
        @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {
    /** Far more than the largest manifest, however it is spelled. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final String STANDARD_INPUT = "-";

    /** Reads a file, or standard input for {@code -}. */
    static InputDocument read(String fileOrDash, Terminal terminal) {
        return fileOrDash.equals(STANDARD_INPUT) ? bounded("standard input", terminal::in) : read(Path.of(fileOrDash));
    }

    static InputDocument read(Path file) {
        requireFile(file);
        return bounded(file.toString(), () -> Files.newInputStream(file));
    }

    /** Distinguishes what the file system tells apart only by platform-dependent messages. */
    static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw VerbFailure.usage(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw VerbFailure.usage(file + ": is a directory, not a file");
        }
        if (!Files.isReadable(file)) {
            throw VerbFailure.usage(file + ": cannot be read (permission denied)");
        }
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    private static InputDocument bounded(String origin, Source source) {
        try (InputStream in = source.open()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw VerbFailure.usage(origin + ": larger than " + MAX_BYTES + " bytes");
            }
            return new InputDocument(origin, bytes);
        } catch (IOException e) {
            throw VerbFailure.usage(origin + ": cannot be read: " + e.getMessage());
        }
    }

    byte[] canonical() {
        return read(CanonicalJson::canonicalize);
    }

    Manifest manifest() {
        return read(Manifest::parse);
    }

    SignedRecord signedRecord() {
        return read(SignedRecord::parse);
    }

    /** Applies a reader to the bytes; a malformed document ends the verb with {@link ExitCode#USAGE}. */
    <T> T read(Function<byte[], T> reader) {
        try {
            return reader.apply(bytes);
        } catch (InvalidJsonException e) {
            String place = e.pointer().isEmpty() ? "" : e.pointer() + ": ";
            throw VerbFailure.usage(origin + ": " + place + e.message() + " [" + e.rule() + "]");
        } catch (InvalidManifestException e) {
            throw new VerbFailure(ExitCode.USAGE, origin + ": not a manifest", e.violations());
        } catch (IllegalArgumentException e) {
            throw VerbFailure.usage(origin + ": " + e.getMessage());
        }
    }
}
