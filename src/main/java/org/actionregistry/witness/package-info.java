/** A witness of transparency logs (C2SP tlog-witness): what it decides, what it remembers, and its HTTP shell. */
@NullMarked
package org.actionregistry.witness;

import org.jspecify.annotations.NullMarked;
