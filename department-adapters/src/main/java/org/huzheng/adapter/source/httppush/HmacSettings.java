package org.huzheng.adapter.source.httppush;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * How signed requests are checked (RFC 9421, hmac-sha256).
 *
 * @param secrets secret by key id, each of at least 32 bytes
 * @param window how old a signature may be, and how far ahead of our clock
 */
public record HmacSettings(Map<String, String> secrets, Duration window) {
    /** A key as long as the digest: what RFC 2104 asks for. */
    private static final int SHORTEST_SECRET_BYTES = 32;

    public HmacSettings {
        secrets = Map.copyOf(secrets);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("secrets: expected at least one, found none");
        }
        secrets.forEach((key, secret) -> {
            int length = secret.getBytes(StandardCharsets.UTF_8).length;
            if (length < SHORTEST_SECRET_BYTES) {
                throw new IllegalArgumentException("secret of key " + key + ": expected at least "
                        + SHORTEST_SECRET_BYTES + " bytes, found " + length);
            }
        });
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("window: expected PT1S to PT1H, found " + window);
        }
    }

    /** Names the keys; never a secret. */
    @Override
    public String toString() {
        return "HmacSettings[keys=" + secrets.keySet() + ", window=" + window + "]";
    }
}
