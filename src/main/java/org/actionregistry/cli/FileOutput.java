package org.actionregistry.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that verbs write: whole or not at all. */
final class FileOutput {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private FileOutput() {}

    /** Writes a new file that only its owner may read (0600 from the first moment on); refuses to replace one. */
    static void createPrivate(Path file, byte[] content) {
        write(file, () -> {
            try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file)))) {
                out.write(content);
            }
        });
    }

    /** As {@link #createPrivate}, but replaces a file that stands there. */
    static void replacePrivate(Path file, byte[] content) {
        write(file, () -> {
            Path fresh = beside(file);
            createPrivate(fresh, content);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    /** What becomes of a file piece by piece. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** As the other, for content that is too large to be held; a file stands there only when all of it was written. */
    static void replacePrivate(Path file, Content content) {
        write(file, () -> {
            Path fresh = beside(file);
            try {
                try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                        fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file)))) {
                    content.writeTo(out);
                }
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        });
    }

    /** Writes or replaces a file; whoever reads it meanwhile sees the old content or the new. */
    static void replace(Path file, byte[] content) {
        write(file, () -> {
            Path fresh = beside(file);
            Files.write(fresh, content, StandardOpenOption.CREATE_NEW);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Path file, Writing writing) {
        try {
            writing.run();
        } catch (FileAlreadyExistsException e) {
            throw VerbFailure.usage(e.getFile() + ": exists already");
        } catch (NoSuchFileException e) {
            throw VerbFailure.usage(file + ": its directory does not exist");
        } catch (IOException e) {
            throw VerbFailure.usage(file + ": cannot be written: " + e.getMessage());
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    }

    /** None on file systems without POSIX permissions, where a private directory has to do. */
    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
