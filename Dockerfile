FROM eclipse-temurin:17.0.18_8-jdk-noble AS build
WORKDIR /build
COPY mvnw pom.xml openapi.yaml ./
COPY .mvn .mvn
COPY conf/registry.yaml conf/registry.yaml
COPY src/main src/main
# The local repository is the builder's cache, not a layer: a changed pom.xml fetches what changed, not everything.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    ./mvnw -q -B -DskipTests package

FROM eclipse-temurin:17.0.18_8-jre-noble
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Action-Registry" \
      org.opencontainers.image.description="A registry of signed, immutable, verifiable actions for fleets of AI agents." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${REVISION}"

RUN groupadd --gid 10001 registry \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin registry
WORKDIR /app
COPY LICENSE ./
COPY src/main/docker/health-check src/main/docker/make-archive ./
COPY --from=build /build/target/action-registry.jar ./
RUN mkdir archive && chown 10001:10001 archive

# A number, so that an orchestrator can see without /etc/passwd that it is not root.
USER 10001:10001
# With the Java and at the path that it is used with; the training run's PostgreSQL refuses to be root.
RUN /app/make-archive /app/action-registry.jar /app/archive/classes

# In the environment and not in ENTRYPOINT, so that `-e JAVA_TOOL_OPTIONS=...` replaces them; an option in
# ENTRYPOINT would win over the variable. docs/OPERATIONS.md says what they are for and what they were measured with.
# An archive that does not fit is ignored.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=37 -XX:MaxMetaspaceSize=96m -XX:ReservedCodeCacheSize=64m -XX:MaxDirectMemorySize=48m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:SharedArchiveFile=/app/archive/classes -Dio.netty.allocator.type=pooled -Dio.netty.allocator.maxOrder=3"

EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/app/health-check", "/health/live"]
ENTRYPOINT ["java", "-jar", "/app/action-registry.jar"]
CMD ["serve"]
