package org.huzheng.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.huzheng.results.ResultsUnavailableException;

/** Answers 503 while results cannot be looked up: a lookup that fails is never "not found". */
@Singleton
final class UnavailableHandler implements ExceptionHandler<ResultsUnavailableException, HttpResponse<Problem>> {
    @Override
    @SuppressWarnings("rawtypes") // so the interface declares it
    public HttpResponse<Problem> handle(HttpRequest request, ResultsUnavailableException exception) {
        return ProblemHandler.response(ProblemException.unavailable().problem());
    }
}
