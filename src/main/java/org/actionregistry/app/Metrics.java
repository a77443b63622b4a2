package org.actionregistry.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.function.ToDoubleFunction;
import org.actionregistry.http.Metering;

/** What this process measures of itself, for {@code /metrics}. */
final class Metrics {
    private static final String DATABASE_CLIENTS = "sql";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * A Vert.x that measures its pools, those of the database included. Its measurements of HTTP are off: they know no
     * operations, and cost every request more than {@code http} spends on its own.
     */
    Vertx vertx(VertxOptions options) {
        MicrometerMetricsOptions wanted = new MicrometerMetricsOptions().setEnabled(true);
        for (MetricsDomain domain : MetricsDomain.values()) {
            if (domain != MetricsDomain.NAMED_POOLS) {
                wanted.addDisabledMetricsCategory(domain);
            }
        }
        // The client's own gauges have no tag that tells one pool from another, so that only the first would be seen.
        wanted.addDisabledMetricsCategory(DATABASE_CLIENTS);
        return Vertx.builder()
                .with(options.setMetricsOptions(wanted))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    Metering metering() {
        return new Metering(registry, registry::scrape);
    }

    /** A value that goes up and down, looked at when it is asked for. */
    <T> Metrics gauge(String name, String description, T subject, ToDoubleFunction<T> value) {
        Gauge.builder(name, subject, value)
                .description(description)
                .strongReference(true)
                .register(registry);
        return this;
    }

    /** A value that only grows. */
    <T> Metrics counter(String name, String description, T subject, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, subject, value).description(description).register(registry);
        return this;
    }

    void close() {
        registry.close();
    }
}
