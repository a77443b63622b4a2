package org.actionregistry.compatibility;

import java.util.Locale;

/** The side of an action that a change is about. */
public enum Axis {
    /** What the action accepts. */
    INPUT,
    /** What the action answers. */
    OUTPUT,
    /** What it says can go wrong. */
    ERRORS,
    /** What it does to the world: {@code readOnly}, {@code destructive}, {@code idempotent}, {@code openWorld}. */
    EFFECTS,
    /** What it must be allowed to do. */
    PERMISSIONS,
    /** Where and how it is called. */
    BINDINGS,
    /** What is only read by people and models: descriptions, examples, tags, licence, {@code ext}. */
    TEXT;

    /** As it stands in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
