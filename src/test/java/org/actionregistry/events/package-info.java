@NullMarked
package org.actionregistry.events;

import org.jspecify.annotations.NullMarked;
