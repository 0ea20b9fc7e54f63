package org.huzheng.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.huzheng.api.RequestSender;
import org.huzheng.app.RequestProducer.Appended;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.decision.JudgingInPlace;
import org.huzheng.decision.JudgingInPlace.Judged;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.RecordsRead;
import org.huzheng.topology.DossierReader;
import org.huzheng.topology.FoldProgress;

/**
 * Sends what is asked, and answers a claim about one person at once where this instance holds that person's dossier. How far the dossier had been read is written into
 * the claim; once that is appended, place, time and positions are certain, and with them the decision: this instance judges from the dossier as of these positions,
 * and so, a commit later, does the topology, which logs it. Everything else waits for the topology.
 */
final class PromptAnswers implements RequestSender {
    /** Departments' feeds mark each partition every second: where nothing younger than this was folded, the fold is behind. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private final RequestProducer producer;
    private final FoldProgress progress;
    private final DossierReader dossiers;
    private final JudgingInPlace judging;
    private final CertificateTypes types;
    private final ToIntFunction<String> partitions;
    private final InstantSource clock;
    private final Executor executor;
    private final ClaimsUnderWay underWay = new ClaimsUnderWay();
    private final LongAdder claims = new LongAdder();
    private final LongAdder prompt = new LongAdder();

    /**
     * @param partitions partition of a key
     * @param executor judges and does what follows, so that the producer's thread is not kept
     */
    PromptAnswers(
            RequestProducer producer,
            FoldProgress progress,
            DossierReader dossiers,
            JudgingInPlace judging,
            CertificateTypes types,
            ToIntFunction<String> partitions,
            InstantSource clock,
            Executor executor) {
        this.producer = producer;
        this.progress = progress;
        this.dossiers = dossiers;
        this.judging = judging;
        this.types = types;
        this.partitions = partitions;
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Void> send(String key, SpecificRecord record) {
        return append(key, record).thenAccept(sent -> {});
    }

    @Override
    public CompletionStage<Optional<KnownDecision>> ask(String key, SpecificRecord request) {
        if (!ClaimJudge.concernsOnePerson(request)) {
            return append(key, request).thenApply(sent -> Optional.empty());
        }
        ClaimRequest claim = (ClaimRequest) request;
        Optional<RecordsRead> read = readFor(key, claim);
        read.ifPresent(claim::setRead);
        claims.increment();
        return append(key, claim)
                .thenApplyAsync(
                        sent -> read.flatMap(
                                until -> sent.isFirst() ? decide(claim, until, sent.appended()) : Optional.empty()),
                        executor);
    }

    /** How many claims about one person were asked. */
    long claims() {
        return claims.sum();
    }

    /** How many of them were answered at once. */
    long prompt() {
        return prompt.sum();
    }

    /** What was appended, and of a claim whether the judging will find it to be the first of its id. */
    private record Sent(Appended appended, boolean isFirst) {}

    private CompletableFuture<Sent> append(String key, SpecificRecord record) {
        return producer.append(key, record).thenApply(appended -> new Sent(appended, isFirst(record, appended)));
    }

    private boolean isFirst(SpecificRecord record, Appended appended) {
        return ClaimJudge.concernsOnePerson(record)
                && underWay.isFirst(
                        types.requestHeaderOf(record).getRequestId(),
                        appended.place(),
                        progress.lastClaimOf(appended.place().getPartition()));
    }

    /** What was known at an earlier time is not asked in a hurry, and the hours' marks are no part of what progress tells. */
    private Optional<RecordsRead> readFor(String key, ClaimRequest claim) {
        return claim.getHeader().getKnownAt() == null
                ? progress.readOf(partitions.applyAsInt(key), clock.instant().minus(BEHIND))
                : Optional.empty();
    }

    private Optional<KnownDecision> decide(ClaimRequest claim, RecordsRead read, Appended appended) {
        Optional<SpecificRecord> decision;
        try {
            decision = dossiers.isRepeated(claim.getHeader().getRequestId(), appended.place())
                    ? Optional.empty()
                    : judging.judge(
                                    appended.value(),
                                    claim,
                                    appended.place(),
                                    appended.at(),
                                    question -> dossiers.answer(question, appended.place(), read))
                            .map(Judged::decision);
        } catch (InvalidStateStoreException movedAway) {
            // the instance that has the partition now judges it
            return Optional.empty();
        }
        decision.ifPresent(decided -> prompt.increment());
        return decision.map(decided -> new KnownDecision(
                types.ofDecision(decided).orElseThrow().code(),
                appended.place(),
                DecisionHeaders.of(decided),
                claim.getClaim()));
    }
}
