package org.actionregistry.action;

/** What a published document is filed under; what stands there never changes. */
public record Coordinate(ActionName name, SemanticVersion version) {
    /** @throws IllegalArgumentException saying which of the two is malformed, and how */
    public static Coordinate parse(String name, String version) {
        return new Coordinate(new ActionName(name), SemanticVersion.parse(version));
    }

    /** {@code name@version}. */
    @Override
    public String toString() {
        return name + "@" + version;
    }
}
