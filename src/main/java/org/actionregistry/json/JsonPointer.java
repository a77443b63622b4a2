package org.actionregistry.json;

/** RFC 6901 JSON Pointers, as text. */
public final class JsonPointer {
    /** Points at the whole document. */
    public static final String ROOT = "";

    private JsonPointer() {}

    /** The pointer of the member {@code key} of the object at {@code parent}. */
    public static String member(String parent, String key) {
        return parent + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer of element {@code index} of the array at {@code parent}. */
    public static String element(String parent, int index) {
        return parent + "/" + index;
    }
}
