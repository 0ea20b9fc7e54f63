package org.huzheng.adapter.control;

import java.time.Instant;
import java.util.UUID;
import org.huzheng.adapter.quarantine.Selection;

/** What is asked of an adapter. Holds no personal data. */
public sealed interface Order {
    /** What tells it from others. */
    String id();

    /** When it was asked. */
    Instant at();

    /** Its key in the control topic: of those that share one, the newest holds. */
    String key();

    /** Publish nothing of the source until further notice. */
    record Pause(String id, Instant at) implements Order {
        @Override
        public String key() {
            return FEED;
        }
    }

    /** Go on where the feed was paused. */
    record Resume(String id, Instant at) implements Order {
        @Override
        public String key() {
            return FEED;
        }
    }

    /**
     * Take rows through the mapping again.
     *
     * @param selection which
     * @param before offset in the quarantine topic before which they lie: what is refused later was not meant
     */
    record Replay(String id, Instant at, Selection selection, long before) implements OfQuarantine {}

    /**
     * Erase rows.
     *
     * @param selection which
     * @param before offset in the quarantine topic before which they lie: what is refused later was not meant
     */
    record Drop(String id, Instant at, Selection selection, long before) implements OfQuarantine {}

    /** What is asked of rows in quarantine; carried out once, in the order asked. */
    sealed interface OfQuarantine extends Order permits Replay, Drop {
        Selection selection();

        long before();

        @Override
        default String key() {
            return "order/" + id();
        }
    }

    /** Key of what was last asked of the feed. */
    String FEED = "feed";

    static Pause pause() {
        return new Pause(newId(), Instant.now());
    }

    static Resume resume() {
        return new Resume(newId(), Instant.now());
    }

    static Replay replay(Selection selection, long before) {
        return new Replay(newId(), Instant.now(), selection, before);
    }

    static Drop drop(Selection selection, long before) {
        return new Drop(newId(), Instant.now(), selection, before);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
