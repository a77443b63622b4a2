@NullMarked
package org.actionregistry.http;

import org.jspecify.annotations.NullMarked;
