package org.huzheng.api.security;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.huzheng.api.ApiSettings;
import org.huzheng.api.Problem;

/** Answers who brings no token, or one that does not admit, with a problem (RFC 9457) and what would admit (RFC 6750). */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class RefusedAccess implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    private final String audience;

    RefusedAccess(ApiSettings settings) {
        this.audience = settings.audience();
    }

    @Override
    @SuppressWarnings("rawtypes") // so the interface declares it
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException exception) {
        HttpStatus status = exception.isForbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED;
        Optional<String> otherAudience = AudienceClaim.foundOn(request);
        return HttpResponse.status(status)
                .header("WWW-Authenticate", challenge(request, exception))
                .contentType(MediaType.of("application/problem+json"))
                .body(otherAudience.map(found -> meantForAnother(status, found)).orElseGet(() -> notAdmitted(status)));
    }

    /** An error code only where a token was brought, and that for what it lacks (RFC 6750 section 3.1). */
    @SuppressWarnings("rawtypes") // as it is handed over
    private static String challenge(HttpRequest request, AuthorizationException exception) {
        if (exception.isForbidden()) {
            return "Bearer error=\"insufficient_scope\"";
        }
        return request.getHeaders().contains("Authorization") ? "Bearer error=\"invalid_token\"" : "Bearer";
    }

    private static Problem notAdmitted(HttpStatus status) {
        return new Problem(
                "urn:huzheng:problem:not-admitted",
                "未获准入 / Not admitted",
                status.getCode(),
                "需要有效的访问令牌",
                "a valid bearer token is needed",
                null,
                "Authorization: Bearer <token>",
                null);
    }

    private Problem meantForAnother(HttpStatus status, String found) {
        return new Problem(
                "urn:huzheng:problem:token-for-another-service",
                "令牌不是发给本服务的 / Token meant for another service",
                status.getCode(),
                "访问令牌的受众(aud)须为 " + audience,
                "the bearer token must name this service as its audience: expected aud " + audience + ", found "
                        + found,
                null,
                "aud " + audience,
                found);
    }
}
