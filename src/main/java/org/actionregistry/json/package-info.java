/** Strict JSON reading and RFC 8785 canonical bytes. Pure: no I/O, no Vert.x. */
@NullMarked
package org.actionregistry.json;

import org.jspecify.annotations.NullMarked;
