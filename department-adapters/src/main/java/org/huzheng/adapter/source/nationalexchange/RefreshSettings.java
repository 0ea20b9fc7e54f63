package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the secret that signs queries is fetched; the request for it is signed with the app secret.
 *
 * @param url address of the refresh service
 * @param service its {@code gjgxjhpt_sid}; empty if it takes that of the service the secret is for
 * @param secret where the secret lies in the answer
 * @param expiresAt where its end lies in the answer, in milliseconds since 1970; empty if the answer does not say
 * @param lifetime how long it is used where the answer does not say
 */
public record RefreshSettings(
        URI url, Optional<String> service, JsonPointer secret, Optional<JsonPointer> expiresAt, Duration lifetime) {
    public RefreshSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(expiresAt, "expiresAt");
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("lifetime: expected more than nothing, found " + lifetime);
        }
    }
}
