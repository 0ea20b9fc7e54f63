package org.huzheng.sending;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.api.RequestSender;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.decision.JudgingInPlace;
import org.huzheng.decision.JudgingInPlace.Judged;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.RecordsRead;
import org.huzheng.sending.RequestProducer.Appended;
import org.huzheng.topology.DossierReader;
import org.huzheng.topology.FoldProgress;
import org.huzheng.topology.FoldProgress.Folding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is asked, and answers a claim about one person at once where this instance holds that person's dossier. How far the dossier had been read is written into
 * the claim; once that is appended, place, time and positions are certain, and with them the decision: this instance judges from the dossier as of these positions,
 * and so, a commit later, does the topology, which logs it. Everything else waits for the topology.
 */
public final class PromptAnswers implements RequestSender {
    private static final Logger LOG = LoggerFactory.getLogger(PromptAnswers.class);
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
    private final Map<Integer, Long> lastTold = new ConcurrentHashMap<>();
    private final LongAdder claims = new LongAdder();
    private final LongAdder prompt = new LongAdder();

    /**
     * @param partitions partition of a key
     * @param executor judges and does what follows, so that the producer's thread is not kept
     */
    public PromptAnswers(
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
        return append(key, record, Optional.empty()).thenAccept(sent -> {});
    }

    @Override
    public CompletionStage<Optional<KnownDecision>> ask(String key, SpecificRecord request) {
        if (!ClaimJudge.concernsOnePerson(request)) {
            return append(key, request, Optional.empty()).thenApply(sent -> Optional.empty());
        }
        claims.increment();
        ClaimRequest claim = (ClaimRequest) request;
        Optional<Folding> folding = foldingFor(key, claim);
        folding.map(Folding::read).ifPresent(claim::setRead);
        return append(key, claim, folding)
                .thenApplyAsync(
                        sent -> sent.promptIn().flatMap(open -> answer(claim, sent.appended(), open)), executor);
    }

    /** How many claims about one person were asked. */
    public long claims() {
        return claims.sum();
    }

    /** How many of them were answered at once. */
    public long prompt() {
        return prompt.sum();
    }

    /** Completes once the topology has come to every claim that was answered here, so that the rules it was answered by decide it. */
    public CompletableFuture<Void> decided() {
        return CompletableFuture.allOf(lastTold.entrySet().stream()
                .flatMap(
                        told -> progress.of(told.getKey()).map(folding -> folding.whenJudged(told.getValue())).stream())
                .toArray(CompletableFuture[]::new));
    }

    /** What was appended, and what it may be answered from at once. */
    private record Sent(Appended appended, Optional<Folding> promptIn) {}

    private CompletableFuture<Sent> append(String key, SpecificRecord record, Optional<Folding> folding) {
        return producer.append(
                key, record, appended -> new Sent(appended, isFirst(record, appended) ? folding : Optional.empty()));
    }

    /** Whether the judging will find a claim to be the first of its id. */
    private boolean isFirst(SpecificRecord record, Appended appended) {
        return ClaimJudge.concernsOnePerson(record)
                && appended.isPlaced()
                && underWay.isFirst(
                        types.requestHeaderOf(record).getRequestId(),
                        appended.place(),
                        progress.of(appended.place().getPartition())
                                .map(Folding::lastClaim)
                                .orElse(FoldProgress.NO_CLAIM));
    }

    /** What was known at an earlier time is not asked in a hurry, and the hours' marks are no part of what a folding tells. */
    private Optional<Folding> foldingFor(String key, ClaimRequest claim) {
        Instant since = clock.instant().minus(BEHIND);
        return claim.getHeader().getKnownAt() == null
                ? progress.of(partitions.applyAsInt(key)).filter(folding -> !folding.isBehind(since))
                : Optional.empty();
    }

    private Optional<KnownDecision> answer(ClaimRequest claim, Appended appended, Folding folding) {
        try {
            Optional<KnownDecision> answer = folding.whileOpen(() -> decide(claim, appended));
            answer.ifPresent(told -> {
                lastTold.merge(appended.place().getPartition(), appended.place().getOffset(), Math::max);
                prompt.increment();
            });
            return answer;
        } catch (RuntimeException e) {
            // it is appended, so the topology decides it; what an exception says may quote a record
            LOG.warn(
                    "Claim left to the judging: place={} error={}",
                    appended.place(),
                    e.getClass().getName());
            LOG.debug("Claim left to the judging", e);
            return Optional.empty();
        }
    }

    private Optional<KnownDecision> decide(ClaimRequest claim, Appended appended) {
        RecordsRead read = claim.getRead();
        if (dossiers.isRepeated(claim.getHeader().getRequestId(), appended.place())) {
            return Optional.empty();
        }
        return judging.judge(
                        appended.value(),
                        claim,
                        appended.place(),
                        appended.at(),
                        question -> dossiers.answer(question, appended.place(), read))
                .map(Judged::decision)
                .map(decision -> new KnownDecision(
                        types.ofDecision(decision).orElseThrow().code(),
                        appended.place(),
                        DecisionHeaders.of(decision),
                        claim.getClaim()));
    }
}
