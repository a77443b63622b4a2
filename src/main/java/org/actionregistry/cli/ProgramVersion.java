package org.actionregistry.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints; the build writes it into the jar's manifest. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return new String[] {"action-registry " + (version == null ? "(not packaged)" : version)};
    }
}
