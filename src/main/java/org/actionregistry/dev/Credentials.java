package org.actionregistry.dev;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of the embedded server, made on its first run and kept beside its data, readable by its owner only.
 */
record Credentials(Path file, String ownerPassword, String runtimePassword) {
    private static final String OWNER = "owner";
    private static final String RUNTIME = "runtime";
    private static final int PASSWORD_BYTES = 24;

    /** @throws IllegalStateException when the cluster has passwords, but the file with them is gone or damaged */
    static Credentials in(DataDirectory directory) throws IOException {
        Path file = directory.file("credentials.properties");
        if (!Files.exists(file) && !directory.isInitialised()) {
            return create(file);
        }
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        String owner = properties.getProperty(OWNER);
        String runtime = properties.getProperty(RUNTIME);
        if (owner == null || runtime == null) {
            throw new IllegalStateException("the passwords of the embedded PostgreSQL should be in " + file
                    + "; restore that file, or remove the directory to start with an empty registry");
        }
        return new Credentials(file, owner, runtime);
    }

    private static Credentials create(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        Credentials credentials = new Credentials(file, password(random), password(random));
        Properties properties = new Properties();
        properties.setProperty(OWNER, credentials.ownerPassword);
        properties.setProperty(RUNTIME, credentials.runtimePassword);
        StringWriter text = new StringWriter();
        properties.store(text, "Passwords of the embedded PostgreSQL");
        PrivateFiles.write(file, text.toString());
        return credentials;
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A file with the owner's password alone, for initdb; to be deleted afterwards. */
    Path ownerPasswordFile() throws IOException {
        Path passwordFile = file.resolveSibling("initdb-password");
        PrivateFiles.write(passwordFile, ownerPassword + "\n");
        return passwordFile;
    }

    /** Never the passwords. */
    @Override
    public String toString() {
        return "Credentials in " + file;
    }
}
