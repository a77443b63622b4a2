/** Checks over the large data set that lies beside a checkout in CI; run by {@code .ci/run}, not by {@code verify}. */
@NullMarked
package org.actionregistry.large;

import org.jspecify.annotations.NullMarked;
