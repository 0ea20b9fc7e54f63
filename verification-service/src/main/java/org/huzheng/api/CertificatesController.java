package org.huzheng.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.huzheng.api.Views.AnswerView;
import org.huzheng.api.Views.CertificateView;
import org.huzheng.api.Views.PendingView;
import org.huzheng.exchange.RequestForm;
import org.huzheng.results.Results;
import org.jspecify.annotations.Nullable;

/** Certificates: asked for and read. */
@Controller("/v1/certificates")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CertificatesController {
    private final Desk desk;
    private final Results results;
    private final ViewWriter views;

    CertificatesController(Desk desk, Results results, ViewWriter views) {
        this.desk = desk;
        this.results = results;
        this.views = views;
    }

    @Post
    @SecurityRequirement(name = "bearer")
    @Operation(
            summary = "申请证明 / Ask for a certificate",
            description = "Needs the scopes certificate:<type> and purpose:<purpose>.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CertificateView.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AnswerView.class)))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = PendingView.class)))
    @ApiResponse(
            responseCode = "400",
            content = @Content(mediaType = ProblemHandler.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    CompletionStage<HttpResponse<?>> ask(
            @Body
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = RequestDescription.class)))
                    String body,
            @Header("Idempotency-Key") @Nullable String idempotencyKey,
            Authentication authentication) {
        return desk.take(RequestForm.CERTIFICATE, body, Asker.of(authentication), Optional.ofNullable(idempotencyKey));
    }

    @Get("/{number}")
    @SecurityRequirement(name = "bearer")
    @Operation(summary = "查询证明 / Read a certificate and its status")
    CertificateView read(String number, Authentication authentication) {
        Asker asker = Asker.of(authentication);
        return results.certificate(number)
                .filter(certificate -> results.request(certificate.getRequestId())
                        .map(asker::maySee)
                        .orElse(false))
                .map(views::certificate)
                .orElseThrow(() -> ProblemException.notFound("certificate"));
    }
}
