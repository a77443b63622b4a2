package org.actionregistry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.actionregistry.client.NdjsonLines;

/** The documents below the paths a person gave: files, lines of NDJSON files, and whatever is in directories. */
final class PublishSources {
    private final List<Path> files;

    private PublishSources(List<Path> files) {
        this.files = files;
    }

    /** Finds the files; reads none yet. */
    static PublishSources of(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(below(path));
            } else {
                InputDocument.requireFile(path);
                files.add(path);
            }
        }
        return new PublishSources(files);
    }

    private static List<Path> below(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> found = tree.filter(PublishSources::isDocument)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw VerbFailure.usage(directory + ": holds no .json, .ndjson or .jsonl file");
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            throw VerbFailure.usage(directory + ": cannot be read: " + e.getMessage());
        }
    }

    private static boolean isDocument(Path file) {
        return lowerCaseName(file).endsWith(".json") || isNdjson(file);
    }

    private static boolean isNdjson(Path file) {
        return lowerCaseName(file).endsWith(".ndjson") || lowerCaseName(file).endsWith(".jsonl");
    }

    private static String lowerCaseName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /** Whether there is one document only, which may then be given a name and a version by options. */
    boolean isSingleDocument() {
        return files.size() == 1 && !isNdjson(files.get(0));
    }

    /** How many documents there are; reads NDJSON files through. */
    long count() {
        long count = 0;
        for (Path file : files) {
            count += isNdjson(file) ? countLines(file) : 1;
        }
        return count;
    }

    private static long countLines(Path file) {
        long[] count = {0};
        forEachLine(file, line -> count[0]++);
        return count[0];
    }

    /** Reads the documents one after the other; one that cannot be read is handed to {@code unreadable} instead. */
    void forEach(Consumer<InputDocument> documents, Consumer<PublishOutcome> unreadable) {
        for (Path file : files) {
            try {
                if (isNdjson(file)) {
                    forEachLine(file, line -> accept(file, line, documents, unreadable));
                } else {
                    documents.accept(InputDocument.read(file));
                }
            } catch (VerbFailure failure) {
                unreadable.accept(PublishOutcome.invalid(file.toString(), failure));
            }
        }
    }

    private static void accept(
            Path file, NdjsonLines.Line line, Consumer<InputDocument> documents, Consumer<PublishOutcome> unreadable) {
        String origin = file + ":" + line.number();
        line.json()
                .ifPresentOrElse(
                        json -> documents.accept(new InputDocument(origin, json)),
                        () -> unreadable.accept(PublishOutcome.invalid(
                                origin,
                                VerbFailure.usage(origin + ": the line is longer than " + NdjsonLines.MAX_LINE_BYTES
                                        + " bytes"))));
    }

    private static void forEachLine(Path file, Consumer<NdjsonLines.Line> action) {
        InputDocument.requireFile(file);
        try (NdjsonLines lines = new NdjsonLines(Files.newInputStream(file))) {
            for (Optional<NdjsonLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                action.accept(line.get());
            }
        } catch (IOException e) {
            throw VerbFailure.usage(file + ": cannot be read: " + e.getMessage());
        }
    }
}
