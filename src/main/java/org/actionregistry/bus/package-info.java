/** Typed request and reply over the local event bus; records travel by reference. */
@NullMarked
package org.actionregistry.bus;

import org.jspecify.annotations.NullMarked;
