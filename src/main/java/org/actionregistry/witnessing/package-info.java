/** Asking witnesses to cosign this registry's own checkpoints (C2SP tlog-witness, the client's side). */
@NullMarked
package org.actionregistry.witnessing;

import org.jspecify.annotations.NullMarked;
