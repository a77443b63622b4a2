/** Files that survive a crash whole. Needs the JDK only. */
@NullMarked
package org.actionregistry.file;

import org.jspecify.annotations.NullMarked;
