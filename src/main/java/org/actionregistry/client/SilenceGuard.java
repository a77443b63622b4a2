package org.actionregistry.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream that has brought nothing for too long, so that a reader does not wait for ever on a peer that vanished
 * without a word.
 */
final class SilenceGuard extends FilterInputStream {
    private final long longestSilence;
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean closed;

    SilenceGuard(InputStream in, Duration longestSilence) {
        super(in);
        this.longestSilence = longestSilence.toNanos();
        watch(this.longestSilence);
    }

    private void watch(long delay) {
        CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS).execute(this::check);
    }

    private void check() {
        long silence = System.nanoTime() - lastHeard;
        if (closed) {
            return;
        }
        if (silence < longestSilence) {
            watch(longestSilence - silence);
            return;
        }
        try {
            close();
        } catch (IOException alreadyLost) {
            // Whoever reads is told by the read itself.
        }
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        lastHeard = System.nanoTime();
        return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        lastHeard = System.nanoTime();
        return count;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }
}
