/** Which keys are trusted. */
@NullMarked
package org.actionregistry.trust;

import org.jspecify.annotations.NullMarked;
