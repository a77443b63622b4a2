/** The contract, {@code openapi.yaml}: loading it, checking requests against it, routing by it. */
@NullMarked
package org.actionregistry.http.contract;

import org.jspecify.annotations.NullMarked;
