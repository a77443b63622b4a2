/** Who did or tried what: the trail of writes, kept beside the journal and linked to it. */
@NullMarked
package org.actionregistry.audit;

import org.jspecify.annotations.NullMarked;
