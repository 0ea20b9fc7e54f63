package org.huzheng.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
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
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.huzheng.api.Views.BatchView;
import org.jspecify.annotations.Nullable;

/** Many claims at once. */
@Controller("/v1/verification-batches")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class BatchesController {
    private final BatchDesk desk;

    BatchesController(BatchDesk desk) {
        this.desk = desk;
    }

    @Post
    @SecurityRequirement(name = "bearer")
    @Operation(
            summary = "批量核验 / Verify up to 10,000 claims",
            description =
                    "Body: {\"purpose\": …, \"basis\": …, \"claims\": [verifications without these two]}. Needs an"
                            + " Idempotency-Key, and the scopes of every claim. After a break the same body under the same"
                            + " key goes on where it broke off.")
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = BatchView.class)))
    CompletionStage<HttpResponse<?>> ask(
            @Body String body,
            @Header("Idempotency-Key") @Nullable String idempotencyKey,
            Authentication authentication) {
        return desk.take(body, Asker.of(authentication), Optional.ofNullable(idempotencyKey))
                .thenApply(batch -> HttpResponse.accepted(URI.create("/v1/verification-batches/" + batch.batchId()))
                        .body(batch));
    }

    @Get("/{batchId}")
    @SecurityRequirement(name = "bearer")
    @Operation(
            summary = "批量核验结果 / Answers of a batch, in the order of its claims",
            description =
                    "Answers from claim `from` on, at most `limit` (1,000); go on with `from` = `next` until complete.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BatchView.class)))
    CompletionStage<BatchView> read(
            String batchId,
            @QueryValue(defaultValue = "0") int from,
            @QueryValue(defaultValue = "1000") int limit,
            Authentication authentication) {
        return desk.read(batchId, from, limit, Asker.of(authentication));
    }
}
