package org.huzheng.topology;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.huzheng.decision.CaseJudging;
import org.huzheng.exchange.AnswerReceived;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.wire.Received;

/** Hears partial answers; when a case has heard everybody it asked, it is judged. */
final class HearAnswers implements Processor<String, Received, String, SpecificRecord> {
    private final ProcessorContext<String, SpecificRecord> context;
    private final Cases cases;
    private final CaseJudging judging;

    private HearAnswers(ProcessorContext<String, SpecificRecord> context, CaseJudging judging) {
        this.context = context;
        this.cases = new Cases(context);
        this.judging = judging;
    }

    @Override
    public void process(Record<String, Received> record) {
        PartialAnswer answer = (PartialAnswer) record.value().record();
        CaseState state = cases.of(answer.getRequestId());
        if (state == null) {
            return;
        }
        var received = new AnswerReceived(answer, Places.locator(context), Instant.ofEpochMilli(record.timestamp()));
        var step = judging.hear(state, received);
        cases.follow(record.key(), answer.getRequestId(), state, step, record.timestamp());
    }

    /** Supplies {@link HearAnswers}. */
    record Supplier(CaseJudging judging) implements ProcessorSupplier<String, Received, String, SpecificRecord> {
        @Override
        public Processor<String, Received, String, SpecificRecord> get() {
            return new Deferred<>(context -> new HearAnswers(context, judging));
        }
    }
}
