/** The write side: checks a publish request and hands one entry to the journal. */
@NullMarked
package org.actionregistry.publishing;

import org.jspecify.annotations.NullMarked;
