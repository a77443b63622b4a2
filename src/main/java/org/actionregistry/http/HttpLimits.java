package org.actionregistry.http;

import java.time.Duration;

/**
 * What one client may ask of the server.
 *
 * @param maxBodyBytes the largest request body
 * @param maxHeaderBytes the largest request head
 * @param idleTimeout how long a connection may be silent
 * @param bodyTimeout how long a request body may take to arrive
 */
public record HttpLimits(int maxBodyBytes, int maxHeaderBytes, Duration idleTimeout, Duration bodyTimeout) {}
