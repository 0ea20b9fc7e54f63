package org.huzheng.topology;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.Contradictions;
import org.huzheng.decision.JudgingInPlace;
import org.huzheng.decision.JudgingInPlace.Judged;
import org.huzheng.decision.PartialAnswers.ReadState;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RecordsRead;
import org.huzheng.exchange.WaitingClaim;
import org.huzheng.wire.Received;

/**
 * Judges a claim about one person where that person's records lie: question, answer and decision in one step and one commit. A claim that was answered at
 * once, by the instance that took it, states how far it had read, and is judged from just that; where this task has not come so far yet, it waits until it has. A claim
 * that needs another key asked (the person's number was changed) goes the way of all requests. A claim seen before is not judged again.
 */
final class AnswerClaims implements Processor<String, Received, String, SpecificRecord> {
    /** Between two looks at the claims that wait; what becomes of them does not depend on when they are looked at. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Long> claims;
    private final KeyValueStore<Long, WaitingClaim> waiting;
    // nearly always empty: a task is behind what was answered only just after it was restored
    private final TreeMap<Long, WaitingClaim> waitingHere = new TreeMap<>();
    private final ReadPositions positions;
    private final Searching searching;
    private final JudgingInPlace judging;
    private final RecordDecoder decoder;
    private final FoldProgress progress;

    private AnswerClaims(ProcessorContext<String, SpecificRecord> context, Supplier parts) {
        this.context = context;
        judging = new JudgingInPlace(parts.judging());
        decoder = parts.decoder();
        progress = parts.progress();
        claims = context.getStateStore(Stores.CLAIMS);
        waiting = context.getStateStore(Stores.WAITING_CLAIMS);
        positions = new ReadPositions(context);
        searching = Searching.in(context, decoder);
        try (KeyValueIterator<Long, WaitingClaim> all = waiting.all()) {
            all.forEachRemaining(claim -> waitingHere.put(claim.key, claim.value));
        }
        context.schedule(BETWEEN_LOOKS, PunctuationType.WALL_CLOCK_TIME, time -> judgeWaiting());
    }

    @Override
    public void process(Record<String, Received> record) {
        Locator place = Places.locator(context);
        ClaimRequest claim = (ClaimRequest) record.value().record();
        if (claims.putIfAbsent(claim.getHeader().getRequestId(), place.getOffset()) == null) {
            Instant appendedAt = Instant.ofEpochMilli(record.timestamp());
            if (isRead(claim)) {
                judge(claim, record.value().bytes(), place, appendedAt);
            } else {
                await(new WaitingClaim(
                        place, appendedAt, ByteBuffer.wrap(record.value().bytes())));
            }
        }
        progress.of(place.getPartition()).ifPresent(folding -> folding.claimed(place.getOffset()));
    }

    /** Whether this task has read as far as whoever answered the claim had. */
    private boolean isRead(ClaimRequest claim) {
        RecordsRead read = claim.getRead();
        return read == null || positions.reach(read);
    }

    private void await(WaitingClaim claim) {
        waiting.put(claim.getPlace().getOffset(), claim);
        waitingHere.put(claim.getPlace().getOffset(), claim);
    }

    private void judgeWaiting() {
        List<WaitingClaim> judged = new ArrayList<>();
        for (WaitingClaim waitingClaim : waitingHere.values()) {
            byte[] value = new byte[waitingClaim.getClaim().remaining()];
            waitingClaim.getClaim().duplicate().get(value);
            ClaimRequest claim = (ClaimRequest) decoder.decode(value);
            if (isRead(claim)) {
                judge(claim, value, waitingClaim.getPlace(), waitingClaim.getAppendedAt());
                judged.add(waitingClaim);
            }
        }
        judged.forEach(claim -> {
            waiting.delete(claim.getPlace().getOffset());
            waitingHere.remove(claim.getPlace().getOffset());
        });
    }

    private void judge(ClaimRequest claim, byte[] value, Locator place, Instant appendedAt) {
        String key = claim.getHeader().getApplicantKey();
        long at = appendedAt.toEpochMilli();
        Optional<Judged> judged = judging.judge(
                value,
                claim,
                place,
                appendedAt,
                question -> searching.answer(question, place, read(claim, question, place)));
        if (judged.isEmpty()) {
            forward(key, claim, at, JudgingTopology.TO_REQUESTS);
            return;
        }
        forward(key, judged.get().answer(), at, JudgingTopology.TO_ANSWERS);
        forward(key, Searching.accessOf(judged.get().question(), place, at), at, JudgingTopology.TO_ACCESS);
        forward(key, judged.get().decision(), at, JudgingTopology.CLAIMS_TO_DECISIONS);
        Contradictions.of(judged.get().decision())
                .forEach(found -> forward(key, found, at, JudgingTopology.CLAIMS_TO_CONTRADICTIONS));
    }

    private ReadState read(ClaimRequest claim, PartialQuestion question, Locator place) {
        RecordsRead read = claim.getRead();
        return read == null
                ? positions.readState(question, place.getPartition())
                : ReadPositions.stateOf(read, place.getPartition());
    }

    private void forward(String key, SpecificRecord value, long at, String sink) {
        context.forward(new Record<>(key, value, at), sink);
    }

    /** Supplies {@link AnswerClaims}. */
    record Supplier(CaseJudging judging, RecordDecoder decoder, FoldProgress progress)
            implements ProcessorSupplier<String, Received, String, SpecificRecord> {
        @Override
        public Processor<String, Received, String, SpecificRecord> get() {
            return new Deferred<>(context -> new AnswerClaims(context, this));
        }
    }
}
