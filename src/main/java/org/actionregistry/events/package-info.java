/** The journal as it happens: who watches it, from where on, and how each gets every entry once and in order. */
@NullMarked
package org.actionregistry.events;

import org.jspecify.annotations.NullMarked;
