package org.huzheng.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
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
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.huzheng.api.Views.DisputeView;
import org.huzheng.api.security.TokenClaims;

/** Disputes: citizens file and withdraw their own, departments end those about their records. */
@Controller("/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DisputesController {
    private static final String OF_CITIZENS = "Needs the scope dispute:own and a token that identifies a citizen.";

    private final Disputing disputing;

    DisputesController(Disputing disputing) {
        this.disputing = disputing;
    }

    @Post("/me/disputes")
    @SecurityRequirement(name = "bearer")
    @Operation(
            summary = "对本人记录提出异议 / Dispute a field of a record of one's own",
            description = OF_CITIZENS
                    + " What rests on the record is under review until the department has confirmed or corrected it.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = DisputeView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "已在办理 / It is disputed already",
            content = @Content(schema = @Schema(implementation = DisputeView.class)))
    @Refusals
    CompletionStage<HttpResponse<DisputeView>> file(
            @Body
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = DisputeDescription.class)))
                    String body,
            Authentication authentication) {
        return disputing.file(citizen(authentication), body);
    }

    @Get("/me/disputes")
    @SecurityRequirement(name = "bearer")
    @Operation(summary = "查询本人异议 / Disputes of one's own", description = OF_CITIZENS)
    List<DisputeView> own(Authentication authentication) {
        return disputing.allOf(citizen(authentication));
    }

    @Get("/me/disputes/{disputeId}")
    @SecurityRequirement(name = "bearer")
    @Operation(summary = "查询本人一项异议 / How a dispute of one's own stands", description = OF_CITIZENS)
    DisputeView read(String disputeId, Authentication authentication) {
        return disputing.read(citizen(authentication), disputeId);
    }

    @Post("/me/disputes/{disputeId}/withdrawal")
    @SecurityRequirement(name = "bearer")
    @Operation(summary = "撤回异议 / Withdraw a dispute", description = OF_CITIZENS)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DisputeView.class)))
    @Refusals
    CompletionStage<DisputeView> withdraw(String disputeId, Authentication authentication) {
        return disputing.withdraw(citizen(authentication), disputeId);
    }

    @Get("/disputes")
    @SecurityRequirement(name = "bearer")
    @Operation(
            summary = "查询本部门待核实异议 / Open disputes about a department's records",
            description = "Needs the scope dispute:<department>.")
    List<DisputeView> open(@QueryValue String department, Authentication authentication) {
        return disputing.openAt(Asker.of(authentication), department);
    }

    @Post("/disputes/{disputeId}/outcome")
    @SecurityRequirement(name = "bearer")
    @Operation(
            summary = "核实无误,或查无此记录 / Confirm the record as it is, or say that the person has no such record",
            description =
                    "Needs the scope dispute:<department>. A correction needs no such call: the corrected record ends the dispute.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DisputeView.class)))
    @Refusals
    CompletionStage<DisputeView> end(
            String disputeId,
            @Body
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = DisputeOutcomeDescription.class)))
                    String body,
            Authentication authentication) {
        return disputing.end(Asker.of(authentication), disputeId, body);
    }

    private static String citizen(Authentication authentication) {
        Asker asker = Asker.of(authentication);
        asker.require(TokenClaims.OWN_DISPUTES);
        return asker.requirePerson();
    }

    /** What may come back instead. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @ApiResponse(
            responseCode = "400",
            content = @Content(mediaType = ProblemHandler.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "403",
            content = @Content(mediaType = ProblemHandler.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "404",
            content = @Content(mediaType = ProblemHandler.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "409",
            description = "已办结,或异议过多 / It has ended before, or there are too many",
            content = @Content(mediaType = ProblemHandler.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @interface Refusals {}
}
