package org.actionregistry.bench;

/** What is sent next. */
interface RequestSource {
    /** Makes sure that there are so many, before the clock starts. */
    void prepare(int count);

    /** The next request, whole. */
    byte[] next();

    /** Takes back one that was refused. */
    void back(byte[] request);
}
