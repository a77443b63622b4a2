package org.actionregistry.testing;

import org.actionregistry.postgres.DatabaseUrl;
import org.testcontainers.containers.PostgreSQLContainer;

/** With {@code -Dtest.database=testcontainers}: a container, for a version of PostgreSQL that is not bundled. */
record ContainerServer(DatabaseUrl owner, DatabaseUrl runtime) implements DatabaseServer {
    private static final String IMAGE = System.getProperty("test.database.image", "postgres:17-alpine");

    /** The container is removed by Testcontainers when the JVM ends. */
    @SuppressWarnings("resource")
    static ContainerServer start() {
        PostgreSQLContainer<?> container = new PostgreSQLContainer<>(IMAGE);
        container.start();
        DatabaseUrl owner = DatabaseUrl.parse("postgresql://" + container.getUsername() + ":" + container.getPassword()
                + "@" + container.getHost() + ":" + container.getFirstMappedPort() + "/" + container.getDatabaseName());
        Sql.run(
                owner,
                "CREATE ROLE action_registry_runtime NOLOGIN",
                "CREATE ROLE registry_app LOGIN PASSWORD 'app' IN ROLE action_registry_runtime");
        return new ContainerServer(
                owner,
                DatabaseUrl.parse("postgresql://registry_app:app@" + container.getHost() + ":"
                        + container.getFirstMappedPort() + "/" + container.getDatabaseName()));
    }
}
