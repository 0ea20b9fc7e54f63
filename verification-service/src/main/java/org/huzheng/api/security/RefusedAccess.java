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
import org.huzheng.api.Problem;

/** Answers who brings no token, or one that does not admit, with a problem (RFC 9457) and what would admit (RFC 6750). */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class RefusedAccess implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    @Override
    @SuppressWarnings("rawtypes") // so the interface declares it
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException exception) {
        HttpStatus status = exception.isForbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED;
        return HttpResponse.status(status)
                .header("WWW-Authenticate", "Bearer")
                .contentType(MediaType.of("application/problem+json"))
                .body(new Problem(
                        "urn:huzheng:problem:not-admitted",
                        "未获准入 / Not admitted",
                        status.getCode(),
                        "需要有效的访问令牌",
                        "a valid bearer token is needed",
                        null,
                        "Authorization: Bearer <token>",
                        null));
    }
}
