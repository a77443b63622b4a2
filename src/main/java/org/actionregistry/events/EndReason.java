package org.actionregistry.events;

/** Why the server ends a subscription; the subscriber may come back and go on where it was. */
public enum EndReason {
    /** Took nothing for too long while more was waiting. WebSocket: 1013, try again later. */
    SLOW_CONSUMER(1013, "Too slow: nothing was taken for too long; connect again and go on from the last event."),
    /** This process stops. WebSocket: 1001, going away. */
    SHUTTING_DOWN(1001, "This server is shutting down; connect again and go on from the last event."),
    /** Lasted as long as a subscription may. WebSocket: 1012, service restart. */
    LIFETIME_OVER(1012, "This subscription has lasted long enough; connect again and go on from the last event.");

    private final short closeCode;
    private final String message;

    EndReason(int closeCode, String message) {
        this.closeCode = (short) closeCode;
        this.message = message;
    }

    /** The WebSocket close code (RFC 6455, section 7.4, and its IANA registry). */
    public short closeCode() {
        return closeCode;
    }

    /** For people; at most 123 bytes, as a close frame's reason must be. */
    public String message() {
        return message;
    }
}
