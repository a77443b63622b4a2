/**
 * What has changed between two versions of an action, and which step of the version that asks for: JSON Schemas compared for
 * what they admit, and the manifest around them.
 */
@NullMarked
package org.actionregistry.compatibility;

import org.jspecify.annotations.NullMarked;
