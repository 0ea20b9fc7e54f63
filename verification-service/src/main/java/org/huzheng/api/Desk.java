package org.huzheng.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.huzheng.api.RequestIntake.Accepted;
import org.huzheng.api.Views.PendingView;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.results.Outcome;
import org.huzheng.results.Results;
import org.huzheng.results.Waiters;

/** Takes requests, waits a bounded time for what becomes of them, and says it. */
@Singleton
final class Desk {
    private final RequestIntake intake;
    private final RequestSender sender;
    private final Results results;
    private final Waiters waiters;
    private final ViewWriter views;
    private final ApiSettings settings;
    // sent by this instance and not to be looked up yet: beginning of the id to the id
    private final ConcurrentMap<String, String> underWay = new ConcurrentHashMap<>();

    Desk(
            RequestIntake intake,
            RequestSender sender,
            Results results,
            Waiters waiters,
            ViewWriter views,
            ApiSettings settings) {
        this.intake = intake;
        this.sender = sender;
        this.results = results;
        this.waiters = waiters;
        this.views = views;
        this.settings = settings;
    }

    /** Sends a request once, whatever the number of times it is asked, and answers with its outcome or where to look for it. */
    CompletionStage<HttpResponse<?>> take(RequestForm form, String body, Asker asker, Optional<String> idempotencyKey) {
        Accepted accepted = intake.read(form, body, asker, idempotencyKey);
        RequestHeader header = accepted.header();
        Optional<RequestHeader> known = results.request(header.getRequestId());
        refuseReuse(accepted, known.isPresent());
        var outcome = waiters.await(header.getRequestId(), settings.patience());
        CompletionStage<Optional<KnownDecision>> sent = known.isPresent()
                ? CompletableFuture.completedFuture(Optional.empty())
                : sender.ask(header.getApplicantKey(), accepted.record());
        // an answer at once comes before the request can be looked up
        var unused = sent.thenCombine(outcome, (decision, result) -> result)
                .whenComplete((result, error) -> underWay.remove(accepted.idBeginning(), header.getRequestId()));
        return sent.exceptionally(error -> {
                    throw ProblemException.unavailable();
                })
                .thenCompose(decision -> decision.isPresent()
                        ? CompletableFuture.completedFuture(
                                decision.map(decided -> new Outcome(decided, Optional.empty())))
                        : outcome)
                .thenApply(result -> respond(header, result));
    }

    /** Two bodies under one key are two requests whose ids begin alike; the second is refused, except by an instance that cannot know yet. */
    private void refuseReuse(Accepted accepted, boolean known) {
        String requestId = accepted.header().getRequestId();
        if (!known && results.requestBeginning(accepted.idBeginning()).isPresent()) {
            throw ProblemException.keyUsedOtherwise();
        }
        String first = underWay.putIfAbsent(accepted.idBeginning(), requestId);
        if (first != null && !first.equals(requestId)) {
            throw ProblemException.keyUsedOtherwise();
        }
    }

    private HttpResponse<?> respond(RequestHeader asked, Optional<Outcome> result) {
        if (result.isEmpty()) {
            return pending(asked.getRequestId());
        }
        return respond(result.get(), HttpStatus.CREATED);
    }

    /** What is known of a request of this form; one that this instance has not heard of is waited for. */
    CompletionStage<HttpResponse<?>> lookUp(RequestForm form, String requestId, Asker asker) {
        return lookUp(requestId, header -> header.getForm() == form && asker.maySee(header));
    }

    /** What is known of a request; one that this instance has not heard of is waited for. */
    CompletionStage<HttpResponse<?>> lookUp(String requestId, Asker asker) {
        return lookUp(requestId, asker::maySee);
    }

    private CompletionStage<HttpResponse<?>> lookUp(String requestId, Predicate<RequestHeader> sought) {
        if (!RequestIntake.isRequestId(requestId)) {
            throw ProblemException.notFound("request");
        }
        return waiters.awaitRequest(requestId, settings.patience()).thenApply(request -> {
            if (request.filter(sought).isEmpty()) {
                throw ProblemException.notFound("request");
            }
            Optional<Outcome> outcome = results.outcome(requestId);
            return outcome.isEmpty() ? pending(requestId) : respond(outcome.get(), HttpStatus.OK);
        });
    }

    private HttpResponse<?> respond(Outcome outcome, HttpStatus whenIssued) {
        DecisionHeader header = outcome.decision().getHeader();
        if (header.getForm() == RequestForm.VERIFICATION) {
            return HttpResponse.ok(views.verification(outcome.decision()));
        }
        if (outcome.certificate().isEmpty()) {
            // granted a moment ago, but not issued yet: no refusal
            return header.getCertificateVersion() > 0
                    ? pending(header.getRequestId())
                    : HttpResponse.ok(views.refusal(outcome.decision()));
        }
        var certificate = outcome.certificate().get();
        return HttpResponse.status(whenIssued)
                .body(views.certificate(certificate))
                .header("Location", "/v1/certificates/" + certificate.getNumber());
    }

    private static HttpResponse<?> pending(String requestId) {
        return HttpResponse.accepted(URI.create("/v1/requests/" + requestId))
                .body(new PendingView(requestId, "正在处理,请稍后查询", "under way; look again later"));
    }
}
