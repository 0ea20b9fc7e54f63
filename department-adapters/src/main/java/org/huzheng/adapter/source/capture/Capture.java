package org.huzheng.adapter.source.capture;

import java.util.Map;
import java.util.Objects;

/**
 * What is particular to capturing one kind of database.
 *
 * @param name which database, for the log of what happens; no password
 * @param properties the engine's settings for it
 * @param dialect how it speaks of its log
 * @param lostLog what to do when the log lost what was not read
 * @param rowsEstimated about how many rows the tables have; 0 if that is not known
 */
public record Capture(
        String name, Map<String, String> properties, LogDialect dialect, LostLog lostLog, long rowsEstimated) {
    public Capture(String name, Map<String, String> properties, LogDialect dialect, LostLog lostLog) {
        this(name, properties, dialect, lostLog, 0);
    }

    /** The same, of tables with about so many rows. */
    public Capture withRowsEstimated(long rows) {
        return new Capture(name, properties, dialect, lostLog, rows);
    }

    public Capture {
        Objects.requireNonNull(name, "name");
        properties = Map.copyOf(properties);
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(lostLog, "lostLog");
    }

    /** Names the database, not its properties: they hold the password. */
    @Override
    public String toString() {
        return "Capture[" + name + "]";
    }
}
