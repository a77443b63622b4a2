package org.actionregistry.cli;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.actionregistry.client.VersionStanding;
import picocli.CommandLine.Option;

/** Warns of versions that are not active any more, and says which of them are a reason to fail. */
final class StatusCheck {
    enum Warned {
        DEPRECATED,
        YANKED,
        UNSAFE;

        /** As it is written on the command line and in the API. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--fail-on",
            paramLabel = "STATUS",
            split = ",",
            description = "Exit with 1 for a version of this status: ${COMPLETION-CANDIDATES}; several with commas.")
    private Set<Warned> failOn = EnumSet.noneOf(Warned.class);

    /**
     * Warns on standard error unless the version is active.
     *
     * @param what the version, for people
     * @return whether its status is one to live with
     */
    boolean passes(Terminal terminal, String what, VersionStanding standing) {
        if (standing.active()) {
            return true;
        }
        terminal.note("warning: " + what + " is " + standing.describe());
        return failOn.stream().noneMatch(status -> status.toString().equals(standing.status()));
    }
}
