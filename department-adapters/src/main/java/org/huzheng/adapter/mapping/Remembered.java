package org.huzheng.adapter.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What was made of a few texts lately: registers say the same dates, codes and names again and again. Safe for use by many threads, none of which
 * waits: at worst a text is worked out once more.
 */
final class Remembered<T> {
    private static final int PLACES = 512;

    private final @Nullable Made<?>[] places = new Made<?>[PLACES];

    /** A text and its value; never changes, so that it can be handed from thread to thread without a lock. */
    private record Made<V>(String text, V value) {}

    /** What was made of this text, unless it has been forgotten. */
    // What lies in a place was put there by put.
    @SuppressWarnings("unchecked")
    @Nullable
    T of(String text) {
        Made<?> made = places[placeOf(text)];
        return made != null && made.text().equals(text) ? (T) made.value() : null;
    }

    void put(String text, T value) {
        places[placeOf(text)] = new Made<>(text, value);
    }

    private static int placeOf(String text) {
        int hash = text.hashCode();
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }

    /** Says nothing of what is remembered. */
    @Override
    public String toString() {
        return "Remembered";
    }
}
