/** What an action is: names, versions, manifests, signatures, and the records all rooms share. */
@NullMarked
package org.actionregistry.action;

import org.jspecify.annotations.NullMarked;
