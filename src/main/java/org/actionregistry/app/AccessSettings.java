package org.actionregistry.app;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.actionregistry.access.Rate;
import org.actionregistry.http.AddressRange;
import org.actionregistry.http.ClientAddresses;

/**
 * Who gets in, and how much of it.
 *
 * @param authenticationFailures bad credentials from one address
 * @param byAddress requests from one address
 * @param reads with one credential
 * @param writes with one credential
 */
record AccessSettings(
        Optional<TokenSettings> tokens,
        ClientAddresses addresses,
        Rate authenticationFailures,
        Rate byAddress,
        Rate reads,
        Rate writes,
        boolean metricsPublic) {
    private static final int HIGHEST_RATE = 1_000_000;
    private static final String PROXIES = "TRUSTED_PROXIES";

    static AccessSettings load(SettingSource source) {
        return new AccessSettings(
                TokenSettings.load(source),
                new ClientAddresses(
                        source.variableOnly(PROXIES).map(AccessSettings::ranges).orElse(List.of()), header(source)),
                Rate.perMinute(source.integer("auth_failures_per_minute", 0, HIGHEST_RATE)),
                rate(source, "rate_limit_address"),
                rate(source, "rate_limit_reads"),
                rate(source, "rate_limit_writes"),
                source.flag("metrics_public"));
    }

    private static Rate rate(SettingSource source, String key) {
        int rate = source.integer(key, 0, HIGHEST_RATE);
        return Rate.perSecond(rate, (long) rate * source.integer("rate_limit_burst_seconds", 1, 3600));
    }

    private static ClientAddresses.Header header(SettingSource source) {
        String word = source.word("forwarded_header", List.of("X-Forwarded-For", "Forwarded"));
        return word.equals("Forwarded") ? ClientAddresses.Header.FORWARDED : ClientAddresses.Header.X_FORWARDED_FOR;
    }

    private static List<AddressRange> ranges(String text) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .map(AddressRange::parse)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            throw new BadSetting(
                    PROXIES, "should list addresses or ranges such as 10.0.0.0/8,::1: " + malformed.getMessage());
        }
    }
}
