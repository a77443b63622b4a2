/** Embedded PostgreSQL for {@code dev} and for tests. */
@NullMarked
package org.actionregistry.dev;

import org.jspecify.annotations.NullMarked;
