package org.actionregistry.merkle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a log serves a tile or an entry bundle, below {@code <prefix>/tile/} (C2SP tlog-tiles, "Merkle Tree" and "Log
 * entries"): {@code <L>/<N>[.p/<W>]} or {@code entries/<N>[.p/<W>]}. A resource has one path.
 *
 * @param kind hashes or entries
 * @param id the tile; for entries, the one of level 0 that holds their hashes
 * @param width 1 to 255 for a partial one, 256 for a full one
 */
public record TilePath(Kind kind, TileId id, int width) {
    /** What is served. */
    public enum Kind {
        /** A {@link Tile}. */
        HASHES,
        /** An {@link EntryBundle}. */
        ENTRIES
    }

    private static final int MAX_LENGTH = 64;
    private static final int GROUP = 1000;

    /** No group of zeros leads, since {@code x000/001} would be another spelling of {@code 001}. */
    private static final Pattern SHAPE = Pattern.compile(
            "(entries|0|[1-9][0-9]?)/((?:x(?!000)[0-9]{3}/(?:x[0-9]{3}/)*)?[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** @throws IllegalArgumentException when the width is not 1 to 256, or entries are said to have another level than 0 */
    public TilePath {
        if (width < 1 || width > Tile.MAX_WIDTH) {
            throw new IllegalArgumentException("the width of a tile is 1 to " + Tile.MAX_WIDTH + ", not " + width);
        }
        if (kind == Kind.ENTRIES && id.level() != 0) {
            throw new IllegalArgumentException("entries stand at level 0 only");
        }
    }

    /** The path of a tile. */
    public static TilePath of(TileId id, int width) {
        return new TilePath(Kind.HASHES, id, width);
    }

    /** The path of the bundle with the entries {@code 256 * index} and following. */
    public static TilePath ofEntries(long index, int width) {
        return new TilePath(Kind.ENTRIES, new TileId(0, index), width);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static TilePath parse(String path) {
        Matcher parts = SHAPE.matcher(path);
        if (path.length() > MAX_LENGTH || !parts.matches()) {
            throw new IllegalArgumentException(
                    "a tile's path is <L>/<N> or entries/<N>, with N as in x001/x234/067, and .p/<W> when it is partial");
        }
        boolean entries = parts.group(1).equals("entries");
        TileId id = new TileId(entries ? 0 : Integer.parseInt(parts.group(1)), index(parts.group(2)));
        String partial = parts.group(3);
        int width = partial == null ? Tile.MAX_WIDTH : Integer.parseInt(partial);
        if (partial != null && width >= Tile.MAX_WIDTH) {
            throw new IllegalArgumentException("the width of a partial tile is 1 to 255");
        }
        return new TilePath(entries ? Kind.ENTRIES : Kind.HASHES, id, width);
    }

    private static long index(String groups) {
        try {
            return Long.parseLong(groups.replace("x", "").replace("/", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the index of a tile is at most " + TileId.MAX_INDEX, e);
        }
    }

    /** Whether what stands at the path may still grow, and then stands at another. */
    public boolean isPartial() {
        return width < Tile.MAX_WIDTH;
    }

    /** Whether a tree of that size covers every hash or entry of it, so that its checkpoint vouches for them. */
    public boolean isWithin(long size) {
        return width <= id.widthAt(size);
    }

    /** The path, without {@code tile/} before it. */
    @Override
    public String toString() {
        StringBuilder groups = new StringBuilder(String.format("%03d", id.index() % GROUP));
        for (long rest = id.index() / GROUP; rest > 0; rest /= GROUP) {
            groups.insert(0, String.format("x%03d/", rest % GROUP));
        }
        String start = kind == Kind.ENTRIES ? "entries" : Integer.toString(id.level());
        return start + "/" + groups + (isPartial() ? ".p/" + width : "");
    }
}
