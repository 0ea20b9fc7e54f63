package org.huzheng.api;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.api.Views.CheckView;
import org.huzheng.api.Views.VerificationReportView;
import org.huzheng.results.StatusListTokens;
import org.huzheng.signing.IssuerKeys;
import org.huzheng.status.StatusListToken;
import org.huzheng.verify.CertificateVerifier;
import org.huzheng.verify.IssuerTrust;
import org.huzheng.verify.StatusSource;
import org.huzheng.verify.Verdict;
import org.huzheng.verify.VerificationReport;

/** For anyone who was handed a certificate: checks it, and serves the status lists with which others check it. */
@Controller("/v1")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class VerifyController {
    private final StatusListTokens statusLists;
    private final IssuerTrust trust;
    private final StatusSource statuses;
    private final InstantSource clock;

    VerifyController(StatusListTokens statusLists, IssuerKeys keys, ApiSettings settings, InstantSource clock) {
        this.statusLists = statusLists;
        this.clock = clock;
        trust = IssuerTrust.in(Map.of(settings.issuer().url(), keys.publicKeys()));
        String lists = settings.issuer().statusListsUri() + "/";
        statuses = uri -> uri.startsWith(lists)
                ? served(statusLists.tokenOf(uri.substring(lists.length())))
                : new StatusSource.Answer.Unavailable("the certificate names a status list elsewhere");
    }

    private static StatusSource.Answer served(Optional<String> token) {
        return token.<StatusSource.Answer>map(StatusSource.Answer.Served::new)
                .orElseGet(() -> new StatusSource.Answer.Unavailable("there is no such status list"));
    }

    @Post("/verify")
    @Operation(
            summary = "查验证明 / Check a presented certificate",
            description = "Body: {\"credential\": \"<SD-JWT VC>\"}.")
    VerificationReportView verify(@Body String body) {
        JsonBody json = JsonBody.parse(body);
        json.refuseOthers(Set.of("credential"));
        VerificationReport report =
                new CertificateVerifier().verify(json.text("credential"), trust, statuses, clock.instant());
        return new VerificationReportView(
                report.verdict() instanceof Verdict.Valid,
                report.checks().stream()
                        .map(result -> new CheckView(
                                result.check().name(),
                                result.check().chinese(),
                                result.outcome().name(),
                                result.reason().zh(),
                                result.reason().en()))
                        .toList());
    }

    @Get("/status-lists/{id}")
    @Produces(StatusListToken.MEDIA_TYPE)
    @Operation(summary = "状态列表 / Status list token")
    String statusList(String id) {
        return statusLists.tokenOf(id).orElseThrow(() -> ProblemException.notFound("status list"));
    }
}
