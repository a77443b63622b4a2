package org.actionregistry.merkle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries as a log serves them: each after its length, big-endian in two bytes (C2SP tlog-tiles, "Log entries"). Encoding
 * and decoding lose nothing, so that a bundle has one form.
 */
public final class EntryBundle {
    /** The most bytes of an entry. */
    public static final int MAX_ENTRY = 65_535;

    private static final int LENGTH_BYTES = 2;

    private EntryBundle() {}

    /**
     * The bundle of some entries.
     *
     * @param entries 1 to 256, each of at most {@value #MAX_ENTRY} bytes
     * @throws IllegalArgumentException when there are more or fewer, or one is longer
     */
    public static byte[] encode(List<byte[]> entries) {
        if (entries.isEmpty() || entries.size() > Tile.MAX_WIDTH) {
            throw new IllegalArgumentException("a bundle has 1 to " + Tile.MAX_WIDTH + " entries");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY) {
                throw new IllegalArgumentException(
                        "an entry has at most " + MAX_ENTRY + " bytes, this one has " + entry.length);
            }
            out.write(entry.length >> Byte.SIZE);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /**
     * The entries of a bundle.
     *
     * @param width how many there must be, 1 to 256
     * @throws IllegalArgumentException when there are more or fewer, or the last is cut short
     */
    public static List<byte[]> decode(byte[] bundle, int width) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            int start = at + LENGTH_BYTES;
            if (start > bundle.length) {
                throw new IllegalArgumentException("the bundle ends within the length of an entry");
            }
            int end = start + (Byte.toUnsignedInt(bundle[at]) << Byte.SIZE) + Byte.toUnsignedInt(bundle[at + 1]);
            if (end > bundle.length) {
                throw new IllegalArgumentException("the bundle ends within an entry");
            }
            if (entries.size() == width) {
                throw new IllegalArgumentException("the bundle has more than " + width + " entries");
            }
            entries.add(Arrays.copyOfRange(bundle, start, end));
            at = end;
        }
        if (entries.size() != width) {
            throw new IllegalArgumentException("the bundle has " + entries.size() + " entries, not " + width);
        }
        return List.copyOf(entries);
    }
}
