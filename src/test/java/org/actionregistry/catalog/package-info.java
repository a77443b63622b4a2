@NullMarked
package org.actionregistry.catalog;

import org.jspecify.annotations.NullMarked;
