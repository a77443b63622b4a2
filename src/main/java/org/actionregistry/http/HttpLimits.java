package org.actionregistry.http;

import java.time.Duration;

/**
 * What clients may ask of the server.
 *
 * @param maxBodyBytes the largest request body
 * @param maxHeaderBytes the largest request head
 * @param maxHeaders the most header lines in it
 * @param maxConnections the most open connections of the process; 0 for any number
 * @param headTimeout how long a new connection may take to send a request head
 * @param idleTimeout how long a connection may be silent, and how long it may take to send the next request head
 * @param bodyTimeout how long a request body may take to arrive
 * @param readsInFlight GET and HEAD requests worked on at once, of all clients together
 * @param writesInFlight requests with other methods, likewise
 * @param searchesAtOnce searches that are given to the database at once, at least 1; the others wait
 * @param searchPatience for how long they wait at most
 */
public record HttpLimits(
        int maxBodyBytes,
        int maxHeaderBytes,
        int maxHeaders,
        int maxConnections,
        Duration headTimeout,
        Duration idleTimeout,
        Duration bodyTimeout,
        int readsInFlight,
        int writesInFlight,
        int searchesAtOnce,
        Duration searchPatience) {}
