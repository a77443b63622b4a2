/** What the integration tests of several rooms stand on. */
@NullMarked
package org.actionregistry.testing;

import org.jspecify.annotations.NullMarked;
