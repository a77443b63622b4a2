package org.actionregistry.cli;

import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.client.ActionHistory;
import org.actionregistry.client.RegistryClient;

/**
 * An action on the command line: {@code NAME} or {@code NAME@VERSION}.
 *
 * @param version empty for the latest
 */
record ActionReference(ActionName name, Optional<SemanticVersion> version) {
    /** @throws IllegalArgumentException saying what is wrong with it */
    static ActionReference parse(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new ActionReference(new ActionName(text), Optional.empty())
                : new ActionReference(
                        new ActionName(text.substring(0, at)),
                        Optional.of(SemanticVersion.parse(text.substring(at + 1))));
    }

    /** The coordinate itself, or that of the version the registry calls the latest. */
    Coordinate resolve(RegistryClient client) {
        return new Coordinate(name, version.orElseGet(() -> latest(client.action(name))));
    }

    private static SemanticVersion latest(ActionHistory action) {
        return action.latestVersion()
                .map(SemanticVersion::parse)
                .orElseThrow(() -> new VerbFailure(
                        ExitCode.NOT_FOUND,
                        action.name() + " has no latest version: every one is yanked or unsafe; name one with "
                                + action.name() + "@VERSION"));
    }
}
