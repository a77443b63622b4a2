/** The failures the registry answers with: a stable code, an HTTP status, a message and details. */
@NullMarked
package org.actionregistry.failure;

import org.jspecify.annotations.NullMarked;
