package org.actionregistry.http;

import java.util.function.Function;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DistTag;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.failure.Invalid;
import org.actionregistry.http.contract.ValidRequest;
import org.actionregistry.signing.Digest;

/** Reads path parameters as what they name; rules the contract's patterns cannot say are refused here, in its form. */
final class PathCoordinate {
    private PathCoordinate() {}

    static ActionName name(ValidRequest request) {
        return read("name", request.text("name"), ActionName::new);
    }

    static Coordinate coordinate(ValidRequest request) {
        return new Coordinate(name(request), read("version", request.text("version"), SemanticVersion::parse));
    }

    static DistTag tag(ValidRequest request) {
        return read("tag", request.text("tag"), DistTag::new);
    }

    /** A namespace is built like a name. */
    static ActionName namespace(ValidRequest request) {
        return read("namespace", request.text("namespace"), ActionName::new);
    }

    /** Where a version is found; every character of it is one a path may have as it is. */
    static String path(Coordinate coordinate) {
        return "/actions/" + coordinate.name() + "/versions/" + coordinate.version();
    }

    static Digest digest(ValidRequest request) {
        return read("digest", request.text("digest"), Digest::parse);
    }

    private static <T> T read(String parameter, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw Invalid.request(
                    "path." + parameter, parameter, "The path parameter " + parameter + ": " + malformed.getMessage());
        }
    }
}
