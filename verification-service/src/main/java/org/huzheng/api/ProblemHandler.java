package org.huzheng.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers a {@link ProblemException} with its problem. */
@Singleton
final class ProblemHandler implements ExceptionHandler<ProblemException, HttpResponse<Problem>> {
    static final String MEDIA_TYPE = "application/problem+json";

    @Override
    @SuppressWarnings("rawtypes") // so the interface declares it
    public HttpResponse<Problem> handle(HttpRequest request, ProblemException exception) {
        return response(exception.problem());
    }

    static HttpResponse<Problem> response(Problem problem) {
        return HttpResponse.<Problem>status(HttpStatus.valueOf(problem.status()))
                .contentType(MediaType.of(MEDIA_TYPE))
                .body(problem);
    }
}
