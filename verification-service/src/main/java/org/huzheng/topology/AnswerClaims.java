package org.huzheng.topology;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.decision.Contradictions;
import org.huzheng.decision.JudgingInPlace;
import org.huzheng.decision.JudgingInPlace.Judged;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.wire.Received;

/**
 * Judges a claim about one person where that person's records lie: question, answer and decision in one step and one commit. A claim that needs another
 * key asked (the person's number was changed) goes the way of all requests. A claim seen before is not judged again.
 */
final class AnswerClaims implements Processor<String, Received, String, SpecificRecord> {
    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Long> claims;
    private final Searching searching;
    private final JudgingInPlace judging;
    private final CertificateTypes types;

    private AnswerClaims(
            ProcessorContext<String, SpecificRecord> context,
            CaseJudging judging,
            CertificateTypes types,
            RecordDecoder decoder) {
        this.context = context;
        this.judging = new JudgingInPlace(judging);
        this.types = types;
        claims = context.getStateStore(Stores.CLAIMS);
        searching = new Searching(context, decoder);
    }

    @Override
    public void process(Record<String, Received> record) {
        RecordMetadata metadata = Places.metadata(context);
        Locator place = Places.locator(context);
        SpecificRecord claim = record.value().record();
        RequestHeader header = types.requestHeaderOf(claim);
        if (claims.putIfAbsent(header.getRequestId(), metadata.offset()) != null) {
            return;
        }
        Optional<Judged> judged = judging.judge(
                record.value().bytes(),
                claim,
                place,
                Instant.ofEpochMilli(record.timestamp()),
                question -> searching.answer(question, place, searching.readState(question, metadata.partition())));
        if (judged.isEmpty()) {
            forward(record, claim, JudgingTopology.TO_REQUESTS);
            return;
        }
        forward(record, judged.get().answer(), JudgingTopology.TO_ANSWERS);
        forward(
                record,
                Searching.accessOf(judged.get().question(), place, record.timestamp()),
                JudgingTopology.TO_ACCESS);
        forward(record, judged.get().decision(), JudgingTopology.CLAIMS_TO_DECISIONS);
        Contradictions.of(judged.get().decision())
                .forEach(found -> forward(record, found, JudgingTopology.CLAIMS_TO_CONTRADICTIONS));
    }

    private void forward(Record<String, Received> record, SpecificRecord value, String sink) {
        context.forward(new Record<>(record.key(), value, record.timestamp()), sink);
    }

    /** Supplies {@link AnswerClaims}. */
    record Supplier(CaseJudging judging, CertificateTypes types, RecordDecoder decoder)
            implements ProcessorSupplier<String, Received, String, SpecificRecord> {
        @Override
        public Processor<String, Received, String, SpecificRecord> get() {
            return new Deferred<>(context -> new AnswerClaims(context, judging, types, decoder));
        }
    }
}
