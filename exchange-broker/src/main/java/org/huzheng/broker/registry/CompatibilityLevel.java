package org.huzheng.broker.registry;

import java.util.Locale;
import java.util.Optional;

/** What a new schema of a subject must be able to do with the earlier ones; the seven levels of Confluent's registry. */
public enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsEarlier;
    private final boolean readableByEarlier;
    private final boolean transitive;

    CompatibilityLevel(boolean readsEarlier, boolean readableByEarlier, boolean transitive) {
        this.readsEarlier = readsEarlier;
        this.readableByEarlier = readableByEarlier;
        this.transitive = transitive;
    }

    /** Whether the new schema must read data written with earlier ones. */
    public boolean readsEarlier() {
        return readsEarlier;
    }

    /** Whether earlier schemas must read data written with the new one. */
    public boolean readableByEarlier() {
        return readableByEarlier;
    }

    /** Whether all earlier versions count, not only the latest. */
    public boolean transitive() {
        return transitive;
    }

    /** The level of a name in any case, or empty for an unknown name. */
    static Optional<CompatibilityLevel> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (CompatibilityLevel level : values()) {
            if (level.name().equals(wanted)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
