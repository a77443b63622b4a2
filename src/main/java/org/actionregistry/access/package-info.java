/** Who may do what: API keys, roles, principals. */
@NullMarked
package org.actionregistry.access;

import org.jspecify.annotations.NullMarked;
