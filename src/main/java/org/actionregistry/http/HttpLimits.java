package org.actionregistry.http;

import java.time.Duration;

/**
 * What clients may ask of the server.
 *
 * @param maxBodyBytes the largest request body
 * @param maxHeaderBytes the largest request head
 * @param idleTimeout how long a connection may be silent
 * @param bodyTimeout how long a request body may take to arrive
 * @param readsInFlight GET and HEAD requests worked on at once, of all clients together
 * @param writesInFlight requests with other methods, likewise
 */
public record HttpLimits(
        int maxBodyBytes,
        int maxHeaderBytes,
        Duration idleTimeout,
        Duration bodyTimeout,
        int readsInFlight,
        int writesInFlight) {}
