package org.huzheng.api;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Gives the framework's own refusals the shape of ours. Its messages may repeat what was sent, so only the status is told. */
@Singleton
@Primary
final class FrameworkProblems implements ErrorResponseProcessor<Problem> {
    private static final int FIRST_SERVER_ERROR = 500;

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpResponse<?> refused = response;
        boolean ours = refused.code() >= FIRST_SERVER_ERROR;
        Problem problem = new Problem(
                "urn:huzheng:problem:http-" + refused.code(),
                "无法处理 / " + refused.reason(),
                refused.code(),
                ours ? "服务内部错误" : "无法处理该请求",
                ours ? "the service failed" : "the request cannot be served: " + refused.reason(),
                null,
                null,
                null);
        return response.contentType(MediaType.of(ProblemHandler.MEDIA_TYPE)).body(problem);
    }
}
