package org.actionregistry.app;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.events.Event;
import org.actionregistry.events.JournalFollower;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.trust.TrustStore;
import org.actionregistry.verification.KeyLife;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the trust store in step with the journal, whichever server has written it. To be told before anyone who remembers
 * verdicts: what they ask when they hear of an entry, they are to be answered by the store that knows of it.
 */
final class TrustWatch implements JournalFollower {
    private static final Logger LOG = LoggerFactory.getLogger(TrustWatch.class);
    private static final String KEY_ENTRIES = "key.";
    private static final long RETRY_MS = 500;

    private final Vertx vertx;
    private final TrustStore trust;

    TrustWatch(Vertx vertx, TrustStore trust) {
        this.vertx = vertx;
        this.trust = trust;
    }

    /** What was read at the start, if anything, may lack entries that were written before the journal was followed. */
    @Override
    public void begin(long size) {
        load();
    }

    private void load() {
        trust.load().onFailure(away -> {
            LOG.warn("The keys cannot be read now, and are tried again: {}", away.getMessage());
            vertx.setTimer(RETRY_MS, again -> load());
        });
    }

    @Override
    public void entries(List<Event> entries) {
        entries.stream().filter(event -> event.type().startsWith(KEY_ENTRIES)).forEach(this::apply);
    }

    private void apply(Event event) {
        try {
            Map<String, @Nullable Object> leaf =
                    StrictJson.readObject(event.leaf().getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH);
            Optional<RegistryChange> change = RegistryChange.parse(event.type(), leaf);
            if (change.isPresent() && leaf.get("time") instanceof String time) {
                trust.apply(new KeyLife.Moment(event.index(), Instant.parse(time)), change.get());
                return;
            }
        } catch (InvalidJsonException | IllegalArgumentException | DateTimeParseException notUnderstood) {
            LOG.error("Entry {} about a key is not understood: {}", event.index(), notUnderstood.getMessage());
        }
        load();
    }
}
