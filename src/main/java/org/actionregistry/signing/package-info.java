/** SHA-256 digests, Ed25519 keys, strict Ed25519 verification and signed notes. Pure: no I/O, no Vert.x. */
@NullMarked
package org.actionregistry.signing;

import org.jspecify.annotations.NullMarked;
