package org.actionregistry.cli;

import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.client.Signer;

/** A manifest from this machine and the coordinate it is to have. */
record LocalManifest(InputDocument document, Manifest manifest, Coordinate coordinate) {
    /** Takes the coordinate from the options where they are given, otherwise from the manifest itself. */
    static LocalManifest of(InputDocument document, Optional<ActionName> name, Optional<SemanticVersion> version) {
        Manifest manifest = document.manifest();
        String given = name.map(ActionName::value).or(manifest::name).orElseThrow(() -> missing(document, "name"));
        String givenVersion = version.map(SemanticVersion::toString)
                .or(manifest::version)
                .orElseThrow(() -> missing(document, "version"));
        Coordinate coordinate = document.read(bytes -> Coordinate.parse(given, givenVersion));
        return new LocalManifest(document, manifest, coordinate);
    }

    private static VerbFailure missing(InputDocument document, String field) {
        return VerbFailure.usage(document.origin() + ": the manifest has no " + field + "; give --" + field);
    }

    SignedRecord signedBy(Signer signer) {
        return document.read(bytes -> signer.sign(manifest, coordinate));
    }
}
