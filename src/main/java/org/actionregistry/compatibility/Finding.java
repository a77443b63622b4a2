package org.actionregistry.compatibility;

/**
 * A change of a schema before anyone has asked which way its values travel.
 *
 * @param path a JSON Pointer into the manifest
 * @param kind as in {@link Change}
 * @param message as in {@link Change}
 * @param reach what it means for the values, or for who reads about them
 */
record Finding(String path, String kind, String message, Reach reach) {
    /** What a finding asks for in each direction. */
    record Reach(boolean text, Bump input, Bump output, boolean decided) {
        /** For readers alone. */
        static final Reach TEXT = new Reach(true, Bump.PATCH, Bump.PATCH, true);

        /** For who sends or receives values, without a change of which are admitted. */
        static Reach of(Bump input, Bump output) {
            return new Reach(false, input, output, true);
        }

        /** Who sends must be heard as before; who receives must not be surprised. */
        static Reach of(Relation relation) {
            return new Reach(
                    false,
                    relation.keepsAll() ? Bump.MINOR : Bump.MAJOR,
                    relation.addsNothing() ? Bump.MINOR : Bump.MAJOR,
                    !relation.undecided());
        }
    }

    Change on(Axis axis) {
        Bump bump = axis == Axis.OUTPUT ? reach.output() : reach.input();
        return new Change(path, reach.text() ? Axis.TEXT : axis, kind, message, bump, reach.decided());
    }
}
