/** Signature work off the event loop: in go bytes, signature and key, out comes a verdict. */
@NullMarked
package org.actionregistry.verification;

import org.jspecify.annotations.NullMarked;
