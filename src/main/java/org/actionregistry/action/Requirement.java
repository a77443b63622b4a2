package org.actionregistry.action;

import java.util.Optional;

/**
 * An action somebody depends on, and which of its versions will do: those of a range, the one a tag points to, or with
 * neither the latest.
 */
public record Requirement(ActionName name, Optional<VersionRange> range, Optional<DistTag> tag) {
    /** @throws IllegalArgumentException when there is both a range and a tag */
    public Requirement {
        if (range.isPresent() && tag.isPresent()) {
            throw new IllegalArgumentException("name a range or a tag, not both");
        }
    }

    /** The latest version. */
    public static Requirement latest(ActionName name) {
        return new Requirement(name, Optional.empty(), Optional.empty());
    }

    public static Requirement inRange(ActionName name, VersionRange range) {
        return new Requirement(name, Optional.of(range), Optional.empty());
    }

    /**
     * What a tag points to.
     *
     * @param tag {@code latest} too
     * @throws IllegalArgumentException when the text is no tag
     */
    public static Requirement tagged(ActionName name, String tag) {
        return tag.equals(DistTag.LATEST)
                ? latest(name)
                : new Requirement(name, Optional.empty(), Optional.of(new DistTag(tag)));
    }

    /**
     * Reads {@code NAME}, {@code NAME@RANGE} or {@code NAME@TAG}; no tag reads as a range.
     *
     * @throws IllegalArgumentException saying what is malformed
     */
    public static Requirement parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return latest(new ActionName(text));
        }
        ActionName name = new ActionName(text.substring(0, at));
        String wanted = text.substring(at + 1);
        return startsLikeTag(wanted) ? tagged(name, wanted) : inRange(name, VersionRange.parse(wanted));
    }

    /** {@code v} and {@code x} begin ranges as well. */
    private static boolean startsLikeTag(String text) {
        if (text.isEmpty() || text.charAt(0) < 'a' || text.charAt(0) > 'z') {
            return false;
        }
        try {
            VersionRange.parse(text);
            return false;
        } catch (IllegalArgumentException noRange) {
            return true;
        }
    }

    /** {@code NAME}, {@code NAME@RANGE} or {@code NAME@TAG}. */
    @Override
    public String toString() {
        return name
                + range.map(versions -> "@" + versions).orElse("")
                + tag.map(named -> "@" + named).orElse("");
    }
}
