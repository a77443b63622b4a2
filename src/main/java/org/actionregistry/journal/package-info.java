/** The one ordered sequence of everything that changes what the registry says, and its group commit. */
@NullMarked
package org.actionregistry.journal;

import org.jspecify.annotations.NullMarked;
