@NullMarked
package org.actionregistry.http.contract;

import org.jspecify.annotations.NullMarked;
