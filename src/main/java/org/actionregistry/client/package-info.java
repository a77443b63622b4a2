/** The Java client: HTTP and offline verification. */
@NullMarked
package org.actionregistry.client;

import org.jspecify.annotations.NullMarked;
