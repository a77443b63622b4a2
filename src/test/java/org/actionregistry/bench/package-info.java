/** Measurements of the running program; bench/README.md says how to take them. Not run by any build. */
@NullMarked
package org.actionregistry.bench;

import org.jspecify.annotations.NullMarked;
