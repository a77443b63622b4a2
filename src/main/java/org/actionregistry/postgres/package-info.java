/** Every SQL statement of the program; implements the ports of the rooms below. */
@NullMarked
package org.actionregistry.postgres;

import org.jspecify.annotations.NullMarked;
