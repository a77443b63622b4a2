package org.actionregistry.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long answers of success took by the server's own clock, from its first look at the request to the end of the answer, as its
 * metrics tell: how many took at most how long, by the bounds of the histogram in seconds, each counting those before it.
 */
record ServerTimes(Map<Double, Double> atMost) {
    private static final Pattern BUCKET = Pattern.compile(
            "(?m)^registry_http_requests_seconds_bucket\\{operation=\"(\\w+)\",status=\"2\\d\\d\",le=\"([^\"]+)\"\\} (\\S+)$");

    static ServerTimes read(int port, String apiKey, String operation) throws IOException, InterruptedException {
        HttpResponse<String> metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .header("X-API-Key", apiKey)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Map<Double, Double> atMost = new TreeMap<>();
        Matcher bucket = BUCKET.matcher(metrics.body());
        while (bucket.find()) {
            if (bucket.group(1).equals(operation)) {
                double bound =
                        bucket.group(2).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bucket.group(2));
                atMost.merge(bound, Double.parseDouble(bucket.group(3)), Double::sum);
            }
        }
        return new ServerTimes(atMost);
    }

    /** The share of what came since {@code earlier} that took at most so long; {@code seconds} is one of the bounds. */
    double shareSince(ServerTimes earlier, double seconds) {
        double all = since(earlier, Double.POSITIVE_INFINITY);
        return all == 0 ? 0 : since(earlier, seconds) / all;
    }

    private double since(ServerTimes earlier, double bound) {
        return atMost.getOrDefault(bound, 0.0) - earlier.atMost.getOrDefault(bound, 0.0);
    }
}
