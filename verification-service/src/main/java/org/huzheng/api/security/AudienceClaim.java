package org.huzheng.api.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.Claims;
import io.micronaut.security.token.jwt.validator.GenericJwtClaimsValidator;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import org.huzheng.api.ApiSettings;
import org.jspecify.annotations.Nullable;

/**
 * Admits only tokens meant for this service (RFC 7519 section 4.1.3, RFC 9068 section 4): whoever holds a token for another service has been granted
 * nothing here. What was wrong is noted on the request, so that its refusal can say so.
 */
@Singleton
final class AudienceClaim implements GenericJwtClaimsValidator<HttpRequest<?>> {
    private static final String NOTE = "huzheng.refused-audience";

    private final String audience;

    AudienceClaim(ApiSettings settings) {
        this.audience = settings.audience();
    }

    @Override
    public boolean validate(Claims claims, @Nullable HttpRequest<?> request) {
        Object named = claims.get("aud");
        boolean meant = named instanceof Collection<?> several ? several.contains(audience) : audience.equals(named);
        if (!meant && request != null) {
            boolean none = named == null || (named instanceof Collection<?> several && several.isEmpty());
            request.setAttribute(NOTE, none ? "a token without aud" : "a token with another aud");
        }
        return meant;
    }

    /** What the token of a refused request named instead of this service; nothing when that was not why. */
    static Optional<String> foundOn(HttpRequest<?> request) {
        return request.getAttribute(NOTE, String.class);
    }
}
