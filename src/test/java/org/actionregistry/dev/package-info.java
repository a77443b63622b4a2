@NullMarked
package org.actionregistry.dev;

import org.jspecify.annotations.NullMarked;
