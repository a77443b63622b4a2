package org.actionregistry.http;

import org.actionregistry.action.Coordinate;
import org.actionregistry.signing.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A path whose answer is kept ready, in its one plain spelling; whoever spells it otherwise takes the longer way to the same
 * answer.
 */
sealed interface ReadyPath {
    /** The path itself: the key under which the answer is kept. */
    String path();

    /** The whole version. */
    record Version(String path, Coordinate coordinate) implements ReadyPath {
        static Version of(Coordinate coordinate) {
            return new Version(prefix(coordinate), coordinate);
        }
    }

    /** The verdict on a version. */
    record Verification(String path, Coordinate coordinate) implements ReadyPath {
        static Verification of(Coordinate coordinate) {
            return new Verification(prefix(coordinate) + VERIFY, coordinate);
        }
    }

    /** The bytes of a digest. */
    record Document(String path, Digest digest) implements ReadyPath {
        static Document of(Digest digest) {
            return new Document(DIGESTS + digest, digest);
        }
    }

    String ACTIONS = "/actions/";
    String VERSIONS = "/versions/";
    String VERIFY = "/verify";
    String DIGESTS = "/digests/";

    private static String prefix(Coordinate coordinate) {
        return PathCoordinate.path(coordinate);
    }

    /** Whether it is worth to look for an answer; false for most other paths. */
    static boolean mayBe(String path) {
        return path.startsWith(ACTIONS) || path.startsWith(DIGESTS);
    }

    /** The operation of a path that is known to be one of these. */
    static String operation(String path) {
        if (path.startsWith(DIGESTS)) {
            return "getDigest";
        }
        return path.endsWith(VERIFY) ? "verifyVersion" : "getVersion";
    }

    /** Null for every other path, and for one that is not well-formed. */
    static @Nullable ReadyPath parse(String path) {
        try {
            return path.startsWith(ACTIONS) ? version(path) : document(path);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static @Nullable ReadyPath version(String path) {
        int nameEnd = path.indexOf('/', ACTIONS.length());
        if (nameEnd < 0 || !path.startsWith(VERSIONS, nameEnd)) {
            return null;
        }
        int versionStart = nameEnd + VERSIONS.length();
        int versionEnd = path.indexOf('/', versionStart);
        String name = path.substring(ACTIONS.length(), nameEnd);
        if (versionEnd < 0) {
            return new Version(path, Coordinate.parse(name, path.substring(versionStart)));
        }
        return path.length() == versionEnd + VERIFY.length() && path.endsWith(VERIFY)
                ? new Verification(path, Coordinate.parse(name, path.substring(versionStart, versionEnd)))
                : null;
    }

    private static @Nullable ReadyPath document(String path) {
        return path.startsWith(DIGESTS) ? new Document(path, Digest.parse(path.substring(DIGESTS.length()))) : null;
    }
}
