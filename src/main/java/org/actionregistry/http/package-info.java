/** The edge: contract, guards, one handler class a resource, the error envelope. */
@NullMarked
package org.actionregistry.http;

import org.jspecify.annotations.NullMarked;
