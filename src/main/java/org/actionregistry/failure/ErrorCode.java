package org.actionregistry.failure;

/** The stable codes of the error envelope, each with the HTTP status it is answered with. */
public enum ErrorCode {
    BAD_REQUEST(400),
    INVALID_JSON(400),
    INVALID_CURSOR(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    READ_ONLY(403),
    ACTION_NOT_FOUND(404),
    VERSION_NOT_FOUND(404),
    DIGEST_NOT_FOUND(404),
    API_KEY_NOT_FOUND(404),
    KEY_NOT_FOUND(404),
    TAG_NOT_FOUND(404),
    NAMESPACE_NOT_FOUND(404),
    NOT_RESOLVABLE(404),
    TILE_NOT_FOUND(404),
    LOG_NOT_SIGNED(404),
    ROUTE_NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    VERSION_EXISTS(409),
    NAME_TOO_SIMILAR(409),
    KEY_EXISTS(409),
    KEY_STATE_CONFLICT(409),
    PRECONDITION_FAILED(412),
    PAYLOAD_TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    SIGNATURE_INVALID(422),
    KEY_UNKNOWN(422),
    KEY_NOT_ACTIVE(422),
    KEY_NOT_LISTED(422),
    CHALLENGE_INVALID(422),
    SCHEMA_INVALID(422),
    COORDINATE_MISMATCH(422),
    REPLACEMENT_NOT_FOUND(422),
    RATE_LIMITED(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL(500),
    UNAVAILABLE(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status this code is answered with. */
    public int status() {
        return status;
    }
}
