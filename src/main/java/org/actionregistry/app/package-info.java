/** Wiring, configuration, start-up and drain. */
@NullMarked
package org.actionregistry.app;

import org.jspecify.annotations.NullMarked;
