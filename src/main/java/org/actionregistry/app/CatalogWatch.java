package org.actionregistry.app;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.actionregistry.action.Coordinate;
import org.actionregistry.catalog.Freshness;
import org.actionregistry.events.Event;
import org.actionregistry.events.JournalFollower;
import org.actionregistry.journal.JournalEntry;
import org.actionregistry.journal.StatusChanged;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * Tells the catalog's memory what the journal says: entries of this process as soon as they are durable, before those who
 * wait for them hear of it, and entries of every process as they are read from the database.
 */
record CatalogWatch(Freshness freshness) implements JournalFollower {
    private static final String VERSION = "version.";

    /** For entries that this process has written. */
    void written(JournalEntry entry) {
        if (entry instanceof VersionPublished published) {
            freshness.versionChanged(published.coordinate());
        } else if (entry instanceof StatusChanged changed) {
            freshness.versionChanged(changed.coordinate());
        } else {
            freshness.listsChanged();
        }
    }

    /** What was read before may be older than the journal's present end. */
    @Override
    public void begin(long size) {
        freshness.anythingChanged();
    }

    @Override
    public void entries(List<Event> entries) {
        entries.forEach(this::entry);
    }

    /** Keys are the trust store's: its epoch tells of them, also where nothing is written as time goes by. */
    private void entry(Event event) {
        if (!event.type().startsWith(VERSION)) {
            freshness.listsChanged();
            return;
        }
        try {
            Map<String, @Nullable Object> leaf =
                    StrictJson.readObject(event.leaf().getBytes(StandardCharsets.UTF_8), StrictJson.MAX_DEPTH);
            freshness.versionChanged(Coordinate.parse(event.name(), String.valueOf(leaf.get("version"))));
        } catch (InvalidJsonException | IllegalArgumentException notUnderstood) {
            freshness.anythingChanged();
        }
    }

    @Override
    public void caughtUp(long lookedAt) {
        freshness.caughtUp(lookedAt);
    }
}
