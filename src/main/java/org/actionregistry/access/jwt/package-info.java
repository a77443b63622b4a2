/** Bearer tokens (RFC 7519) of one issuer, checked against its key set (RFC 7517). */
@NullMarked
package org.actionregistry.access.jwt;

import org.jspecify.annotations.NullMarked;
