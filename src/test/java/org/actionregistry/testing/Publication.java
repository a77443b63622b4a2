package org.actionregistry.testing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.Manifest;
import org.actionregistry.journal.VersionPublished;

/** Journal entries for tests of what is stored; nothing about them is verified. */
public final class Publication {
    private Publication() {}

    /** Publishes {@code json}, with a signature that has the shape of one. */
    public static VersionPublished of(String name, String version, String json) {
        return signed(
                name, version, json, Optional.of(new DetachedSignature("ed25519", "test-key", "base64:c2lnbmF0dXJl")));
    }

    /** Publishes {@code json} under {@code signature}, or none. */
    public static VersionPublished signed(
            String name, String version, String json, Optional<DetachedSignature> signature) {
        Manifest manifest = Manifest.parse(json.getBytes(StandardCharsets.UTF_8));
        return new VersionPublished(
                Coordinate.parse(name, version), manifest, manifest.digest().toString(), signature);
    }

    /** Publishes a small document that no other coordinate has. */
    public static VersionPublished of(String name, String version) {
        return of(name, version, "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}");
    }
}
