/** SHA-256 digests, Ed25519 keys and strict Ed25519 verification. Pure: no I/O, no Vert.x. */
@NullMarked
package org.actionregistry.signing;

import org.jspecify.annotations.NullMarked;
