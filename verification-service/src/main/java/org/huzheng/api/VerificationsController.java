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
import org.huzheng.exchange.RequestForm;
import org.jspecify.annotations.Nullable;

/** Verifications without a certificate, and what became of any request. */
@Controller("/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class VerificationsController {
    private final Desk desk;

    VerificationsController(Desk desk) {
        this.desk = desk;
    }

    @Post("/verifications")
    @SecurityRequirement(name = "bearer")
    @Operation(
            summary = "核验 / Verify without a certificate",
            description = "Needs the scopes verification:<type> and purpose:<purpose>. The answer is signed.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AnswerView.class)))
    CompletionStage<HttpResponse<?>> ask(
            @Body
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = RequestDescription.class)))
                    String body,
            @Header("Idempotency-Key") @Nullable String idempotencyKey,
            Authentication authentication) {
        return desk.take(RequestForm.VERIFICATION, body, Asker.of(authentication), Optional.ofNullable(idempotencyKey));
    }

    @Get("/verifications/{requestId}")
    @SecurityRequirement(name = "bearer")
    @Operation(summary = "查询核验结果 / What became of a verification")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AnswerView.class)))
    CompletionStage<HttpResponse<?>> readVerification(String requestId, Authentication authentication) {
        return desk.lookUp(RequestForm.VERIFICATION, requestId, Asker.of(authentication));
    }

    @Get("/requests/{requestId}")
    @SecurityRequirement(name = "bearer")
    @Operation(summary = "查询申请结果 / What became of a request")
    CompletionStage<HttpResponse<?>> read(String requestId, Authentication authentication) {
        return desk.lookUp(requestId, Asker.of(authentication));
    }
}
