@NullMarked
package org.actionregistry.trust;

import org.jspecify.annotations.NullMarked;
