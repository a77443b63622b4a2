/** The read side: list, search, fetch, verify. */
@NullMarked
package org.actionregistry.catalog;

import org.jspecify.annotations.NullMarked;
