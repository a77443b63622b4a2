package org.actionregistry.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.actionregistry.access.ApiKeyStore;
import org.actionregistry.access.Authentication;
import org.actionregistry.access.GuessLimit;
import org.actionregistry.access.KeyUse;
import org.actionregistry.access.jwt.BearerTokens;
import org.actionregistry.access.jwt.IssuerKeys;
import org.actionregistry.access.jwt.KeySetFile;
import org.actionregistry.access.jwt.KeySetSource;
import org.actionregistry.access.jwt.KeySetUrl;
import org.actionregistry.verification.VerificationPool;

/** Who checks credentials in a running registry, and what has to be started and stopped for that. */
final class Access {
    /** At most one row a minute for each key. */
    private static final Duration USE_INTERVAL = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final KeyUse use;
    private final Optional<TokenSettings> tokens;
    private final Optional<IssuerKeys> issuer;
    private final Authentication authentication;
    private long timer = -1;

    Access(Vertx vertx, Settings settings, ApiKeyStore apiKeys, VerificationPool workers, Clock clock) {
        this.vertx = vertx;
        this.use = new KeyUse(apiKeys, clock);
        this.tokens = settings.access().tokens();
        this.issuer = tokens.map(wanted ->
                new IssuerKeys(vertx, source(vertx, wanted), wanted.rules(), wanted.interval(), wanted.pause()));
        Optional<BearerTokens> bearer =
                tokens.flatMap(wanted -> issuer.map(keys -> new BearerTokens(wanted.rules(), keys, workers, clock)));
        this.authentication = new Authentication(
                settings.bootstrapKey(),
                apiKeys,
                bearer,
                new GuessLimit(settings.access().authenticationFailures()),
                use,
                clock);
    }

    private static KeySetSource source(Vertx vertx, TokenSettings tokens) {
        return tokens.url().isPresent()
                ? new KeySetUrl(vertx, tokens.url().get())
                : new KeySetFile(vertx, tokens.file().orElseThrow());
    }

    Authentication authentication() {
        return authentication;
    }

    /**
     * Reads the token issuer's keys and begins to write down key uses; blocking. An issuer that is away keeps nobody from
     * starting, a file that cannot be used does.
     *
     * @throws BadSetting when it is a file
     */
    void start() {
        timer = vertx.setPeriodic(USE_INTERVAL.toMillis(), due -> use.flush());
        issuer.ifPresent(keys -> {
            Future<Void> read = keys.start();
            tokens.flatMap(TokenSettings::file).ifPresent(file -> {
                try {
                    Await.result(read);
                } catch (RuntimeException unusable) {
                    throw new BadSetting("JWT_JWKS_FILE", file + " cannot be used: " + unusable.getMessage());
                }
            });
        });
    }

    /** Writes down what has been noted of key uses, and reads no more keys. */
    Future<Void> close() {
        vertx.cancelTimer(timer);
        issuer.ifPresent(IssuerKeys::close);
        return use.flush();
    }
}
