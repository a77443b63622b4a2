/** The command line: one picocli class a verb. */
@NullMarked
package org.actionregistry.cli;

import org.jspecify.annotations.NullMarked;
