package org.actionregistry.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Something a server is asked for more often than it can answer; every request is another, so none is ready. */
enum OverloadCase {
    PUBLISHES("publishVersion", Map.of()),
    SEARCHES("listActions", Map.of()),
    /** Fetches that each read the database: without a cache. */
    FETCHES("getVersion", Map.of("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0"));

    private final String operation;
    private final Map<String, String> settings;

    OverloadCase(String operation, Map<String, String> settings) {
        this.operation = operation;
        this.settings = settings;
    }

    /** Of the contract. */
    String operation() {
        return operation;
    }

    /** What the server is told besides. */
    Map<String, String> settings() {
        return settings;
    }

    /**
     * What to ask for.
     *
     * @param published how many versions of {@link SignedPublishes} there are already
     */
    RequestSource requests(SignedPublishes publishes, String apiKey, int published) {
        return switch (this) {
            case PUBLISHES -> new Signed(publishes);
            case SEARCHES -> new Numbered(apiKey, number -> "/actions?limit=20&q=rows+table" + spelling(number));
            case FETCHES ->
                new Numbered(apiKey, number -> {
                    int version = number % published;
                    return "/actions/bench" + version % 64 + ".read-rows-" + version + "/versions/1.0.0";
                });
        };
    }

    private record Signed(SignedPublishes publishes, ArrayDeque<byte[]> ready) implements RequestSource {
        private Signed(SignedPublishes publishes) {
            this(publishes, new ArrayDeque<>());
        }

        @Override
        public void prepare(int count) {
            ready.addAll(publishes.requests(Math.max(0, count - ready.size())));
        }

        @Override
        public byte[] next() {
            return ready.remove();
        }

        @Override
        public void back(byte[] request) {
            ready.add(request);
        }
    }

    private record Numbered(String apiKey, AtomicInteger number, IntFunction<String> target) implements RequestSource {
        private Numbered(String apiKey, IntFunction<String> target) {
            this(apiKey, new AtomicInteger(), target);
        }

        @Override
        public void prepare(int count) {
            // Made when they are asked for.
        }

        @Override
        public byte[] next() {
            return ("GET " + target.apply(number.getAndIncrement()) + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                            + apiKey + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public void back(byte[] request) {
            // The next one is as good.
        }
    }

    /** Says the same to a search, and is another text: separators of words. */
    private static String spelling(int number) {
        return Integer.toBinaryString(number).replace('0', '.').replace('1', '-');
    }
}
