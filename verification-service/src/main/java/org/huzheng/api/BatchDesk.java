package org.huzheng.api;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.huzheng.api.RequestIntake.Accepted;
import org.huzheng.api.RequestIntake.Terms;
import org.huzheng.api.Views.AnswerView;
import org.huzheng.api.Views.BatchView;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.results.Results;
import org.huzheng.results.Waiters;

/**
 * Takes batches of claims and hands out their answers in the order of the claims. Each claim is a request of its own; a batch that broke off is sent again
 * under its key, and what was sent before is not judged twice.
 */
@Singleton
final class BatchDesk {
    /** Answers handed out at once. */
    static final int MOST_ANSWERS = 1_000;

    private static final int LONGEST_BODY = 4 << 20;
    private static final Set<String> MEMBERS = Set.of("purpose", "basis", "claims");

    private final RequestIntake intake;
    private final RequestSender sender;
    private final Results results;
    private final Waiters waiters;
    private final ViewWriter views;
    private final ApiSettings settings;

    BatchDesk(
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

    /** Reads every claim before the first is sent, so that a batch is taken whole or not at all; completes when all are appended, and the first is decided or patience runs out. */
    CompletionStage<BatchView> take(String text, Asker asker, Optional<String> idempotencyKey) {
        String key = idempotencyKey.orElseThrow(() -> ProblemException.malformed("", "an Idempotency-Key", null));
        JsonBody body = JsonBody.parse(text, LONGEST_BODY);
        body.refuseOthers(MEMBERS);
        Terms terms = intake.terms(body, asker);
        List<JsonBody> claims = body.objects("claims", Batch.MOST_CLAIMS);
        Batch batch = Batch.named(asker, key, claims.size());
        List<Accepted> requests = new ArrayList<>(claims.size());
        for (int i = 0; i < claims.size(); i++) {
            requests.add(intake.readOfBatch(terms, claims.get(i), asker, batch, i));
        }
        List<Accepted> unsent =
                requests.stream().filter(request -> !isKnown(request)).toList();
        CompletableFuture<?>[] appended = unsent.stream()
                .map(request -> sender.send(request.header().getApplicantKey(), request.record()))
                .toArray(CompletableFuture[]::new);
        String first = requests.get(0).header().getRequestId();
        return CompletableFuture.allOf(appended)
                .exceptionally(error -> {
                    throw ProblemException.unavailable();
                })
                // whoever reads the batch next must find it
                .thenCompose(sent -> waiters.await(first, settings.patience()))
                .thenApply(outcome -> new BatchView(batch.id(), batch.claims(), 0, 0, false, List.of()));
    }

    /** Whether a claim was sent before; one that was sent with another claim in its place, or in a batch of another length, is refused. */
    private boolean isKnown(Accepted request) {
        Optional<RequestHeader> known = results.requestBeginning(request.idBeginning());
        if (known.isPresent()
                && !known.get().getRequestId().equals(request.header().getRequestId())) {
            throw ProblemException.keyUsedOtherwise();
        }
        return known.isPresent();
    }

    /** Answers from a claim on, as far as they are there without a gap; waits a bounded time for the first. */
    CompletionStage<BatchView> read(String batchId, int from, int limit, Asker asker) {
        Batch batch = Batch.ofId(batchId).orElseThrow(() -> ProblemException.notFound("batch"));
        if (from < 0 || from > batch.claims()) {
            throw ProblemException.malformed("/from", "0 to " + batch.claims(), String.valueOf(from));
        }
        if (limit < 1 || limit > MOST_ANSWERS) {
            throw ProblemException.malformed("/limit", "1 to " + MOST_ANSWERS, String.valueOf(limit));
        }
        int end = Math.min(batch.claims(), from + limit);
        // the first claim tells whether there is such a batch, and whose it is
        return waiters.awaitRequest(batch.idBeginning(0), settings.patience())
                .thenCompose(known -> {
                    if (known.filter(asker::maySee).isEmpty()) {
                        throw ProblemException.notFound("batch");
                    }
                    Optional<RequestHeader> first = from < end ? requestOf(batch, from) : Optional.empty();
                    return first.isPresent()
                            ? waiters.await(first.get().getRequestId(), settings.patience())
                            : CompletableFuture.completedFuture(Optional.empty());
                })
                .thenApply(outcome -> answers(batch, from, end));
    }

    private BatchView answers(Batch batch, int from, int end) {
        List<AnswerView> answers = new ArrayList<>();
        Optional<KnownDecision> decision = decisionOn(batch, from, end);
        while (decision.isPresent()) {
            answers.add(views.verification(decision.get()));
            decision = decisionOn(batch, from + answers.size(), end);
        }
        int next = from + answers.size();
        return new BatchView(batch.id(), batch.claims(), from, next, next == batch.claims(), answers);
    }

    private Optional<KnownDecision> decisionOn(Batch batch, int claim, int end) {
        return claim < end
                ? requestOf(batch, claim).flatMap(header -> results.decision(header.getRequestId()))
                : Optional.empty();
    }

    private Optional<RequestHeader> requestOf(Batch batch, int claim) {
        return results.requestBeginning(batch.idBeginning(claim));
    }
}
