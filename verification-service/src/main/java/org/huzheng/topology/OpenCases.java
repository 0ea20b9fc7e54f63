package org.huzheng.topology;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.Reexamination;
import org.huzheng.wire.Received;

/** Opens a case for a new request, and again for one whose evidence was touched. A request seen before opens nothing. */
final class OpenCases implements Processor<String, Received, String, SpecificRecord> {
    private final ProcessorContext<String, SpecificRecord> context;
    private final Cases cases;
    private final CaseJudging judging;
    private final CertificateTypes types;

    private OpenCases(ProcessorContext<String, SpecificRecord> context, CaseJudging judging, CertificateTypes types) {
        this.context = context;
        this.cases = new Cases(context);
        this.judging = judging;
        this.types = types;
    }

    @Override
    public void process(Record<String, Received> record) {
        if (record.value().record() instanceof Reexamination again) {
            CaseState state = cases.of(again.getRequestId());
            if (state != null && CaseJudging.livesOn(state)) {
                begin(record, again.getRequestId(), state);
            }
            return;
        }
        String requestId = types.requestHeaderOf(record.value().record()).getRequestId();
        if (cases.of(requestId) == null) {
            begin(
                    record,
                    requestId,
                    CaseJudging.newCase(
                            record.value().bytes(),
                            record.value().record(),
                            Places.locator(context),
                            Instant.ofEpochMilli(record.timestamp())));
        }
    }

    private void begin(Record<String, Received> record, String requestId, CaseState state) {
        var step = judging.begin(state, Places.locator(context), Instant.ofEpochMilli(record.timestamp()));
        cases.follow(record.key(), requestId, state, step, record.timestamp());
    }

    /** Supplies {@link OpenCases}. */
    record Supplier(CaseJudging judging, CertificateTypes types)
            implements ProcessorSupplier<String, Received, String, SpecificRecord> {
        @Override
        public Processor<String, Received, String, SpecificRecord> get() {
            return new Deferred<>(context -> new OpenCases(context, judging, types));
        }
    }
}
