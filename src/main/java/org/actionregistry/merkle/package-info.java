/**
 * The transparency log's arithmetic: RFC 6962 trees, tiles, proofs, checkpoints and what it takes to believe them. Pure:
 * no I/O, no Vert.x.
 */
@NullMarked
package org.actionregistry.merkle;

import org.jspecify.annotations.NullMarked;
