/** The transparency log as others read it: checkpoints, tiles, entries and proofs, never beyond what was signed. */
@NullMarked
package org.actionregistry.log;

import org.jspecify.annotations.NullMarked;
