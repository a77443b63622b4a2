package org.actionregistry.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;

/** Reads a registry's audit trail; its methods fail as those of {@link RegistryClient} do. Thread-safe. */
public final class AuditClient {
    /** The largest page the registry serves. */
    public static final int MAX_PAGE = 1000;

    private static final int PIECE_BYTES = 1 << 16;

    private final Transport transport;

    public AuditClient(ClientSettings settings) {
        this.transport = new Transport(settings);
    }

    /**
     * Rows, newest first; pages are requested as the stream advances.
     *
     * @param pageSize 1 to {@value #MAX_PAGE}
     */
    public Stream<AuditEntry> rows(AuditFilter filter, int pageSize) {
        AuditPage first = page(filter.path(pageSize, Optional.empty()));
        return Stream.iterate(
                        Optional.of(first),
                        Optional::isPresent,
                        page -> page.flatMap(AuditPage::nextCursor)
                                .map(cursor -> page(filter.path(pageSize, Optional.of(cursor)))))
                .flatMap(Optional::stream)
                .flatMap(page -> page.items().stream());
    }

    private AuditPage page(String path) {
        byte[] body = Transport.joined(transport.get(path, "application/json"));
        try {
            return AuditPage.of(JsonMembers.parse(body, StrictJson.MAX_DEPTH));
        } catch (IllegalArgumentException | InvalidJsonException e) {
            throw RegistryClient.malformed(path, e);
        }
    }

    /**
     * Writes every row as one line of JSON, newest first, as it arrives.
     *
     * @return how many rows it wrote
     * @throws IOException when {@code out} fails; what the registry fails with is a {@link ClientFailure}
     */
    public long export(AuditFilter filter, OutputStream out) throws IOException {
        try (InputStream in = transport.lines(filter.path())) {
            byte[] piece = new byte[PIECE_BYTES];
            long rows = 0;
            for (int length = read(in, piece); length >= 0; length = read(in, piece)) {
                for (int i = 0; i < length; i++) {
                    rows += piece[i] == '\n' ? 1 : 0;
                }
                out.write(piece, 0, length);
            }
            return rows;
        }
    }

    private static int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException lost) {
            throw new RegistryUnreachable("the connection was lost, so the export is not whole: " + lost.getMessage());
        }
    }
}
