package org.actionregistry.catalog;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Tells what is asked for again from what is asked for once, so that a cache need not keep the latter: an array with one place
 * for many keys, of which it knows the last one (Einziger, Friedman and Manes, TinyLFU, 2017, section 3.4.2, put a Bloom filter
 * there). Wrong now and then, either way; thread-safe.
 */
final class Doorkeeper {
    /** A power of two. */
    private static final int PLACES = 4096;

    private final AtomicIntegerArray last = new AtomicIntegerArray(PLACES);

    /** Whether {@code key} was asked for before, as far as is known; from now on it was. */
    boolean knows(Object key) {
        int hash = key.hashCode() * 0x9E3779B1;
        return last.getAndSet(hash >>> 20, hash) == hash;
    }
}
