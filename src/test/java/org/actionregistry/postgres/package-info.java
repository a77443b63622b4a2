@NullMarked
package org.actionregistry.postgres;

import org.jspecify.annotations.NullMarked;
