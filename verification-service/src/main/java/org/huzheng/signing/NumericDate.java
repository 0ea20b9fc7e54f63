package org.huzheng.signing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The times in tokens: whole seconds since 1970-01-01T00:00:00Z (RFC 7519 section 2). */
public final class NumericDate {
    private static final long LAST_SECOND_OF_9999 = 253_402_300_799L;

    private NumericDate() {}

    /**
     * The time in the claim {@code name}.
     *
     * @throws MalformedTokenException when it is missing or not a number of seconds up to the year 9999
     */
    public static Instant required(Map<String, Object> claims, String name) {
        return optional(claims, name)
                .orElseThrow(() -> new MalformedTokenException(name, "whole seconds since 1970", "none"));
    }

    /**
     * The time in the claim {@code name}, if there is such a claim.
     *
     * @throws MalformedTokenException when it is not a number of seconds up to the year 9999
     */
    public static Optional<Instant> optional(Map<String, Object> claims, String name) {
        Object value = claims.get(name);
        if (value == null && !claims.containsKey(name)) {
            return Optional.empty();
        }
        if (value instanceof Integer || value instanceof Long) {
            long seconds = ((Number) value).longValue();
            if (seconds >= 0 && seconds <= LAST_SECOND_OF_9999) {
                return Optional.of(Instant.ofEpochSecond(seconds));
            }
        }
        throw new MalformedTokenException(name, "whole seconds since 1970", "something else");
    }
}
