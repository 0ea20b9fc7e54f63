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
 */
public record Capture(String name, Map<String, String> properties, LogDialect dialect, LostLog lostLog) {
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
