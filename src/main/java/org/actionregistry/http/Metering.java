package org.actionregistry.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * Where measurements go and how they are read.
 *
 * @param scrape all of them in the Prometheus text format
 */
public record Metering(MeterRegistry registry, Supplier<String> scrape) {}
