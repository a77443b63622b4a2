package org.actionregistry.bus;

/**
 * One operation a verticle offers on the local event bus.
 *
 * @param address the event bus address
 * @param <Q> the request, an immutable record
 * @param <A> the answer, an immutable record
 */
@SuppressWarnings("UnusedTypeParameter")
public record Call<Q, A>(String address) {}
