package org.huzheng.issuance;

import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.IssuedCertificates;
import org.huzheng.exchange.Locator;
import org.huzheng.wire.Received;
import org.jspecify.annotations.Nullable;

/** Issues and turns the certificates of each request, remembering per request what was issued. Any error stops the stream. */
final class IssueCertificates implements Processor<String, Received, String, SpecificRecord> {
    private final CertificateIssuing issuing;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable KeyValueStore<String, IssuedCertificates> issued;

    IssueCertificates(CertificateIssuing issuing) {
        this.issuing = issuing;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.issued = context.getStateStore(IssuanceTopology.ISSUED_STORE);
    }

    @Override
    public void process(Record<String, Received> decision) {
        ProcessorContext<String, SpecificRecord> out = Objects.requireNonNull(context, "init comes first");
        KeyValueStore<String, IssuedCertificates> store = Objects.requireNonNull(issued, "init comes first");
        var header = DecisionHeaders.of(decision.value().record());
        if (header.getAction() == CertificateAction.NONE) {
            return;
        }
        Locator at = out.recordMetadata()
                .map(metadata -> new Locator(metadata.topic(), metadata.partition(), metadata.offset()))
                .orElseThrow(() -> new IssuanceException(header.getDecisionId(), "a place in a topic", "none"));
        String requestId = header.getRequestId();
        IssuedCertificates before = store.get(requestId);
        Issued result = issuing.act(decision.value(), at, before == null ? new IssuedCertificates(List.of()) : before);
        store.put(requestId, result.after());
        result.certificate()
                .ifPresent(certificate -> out.forward(
                        new Record<>(requestId, (SpecificRecord) certificate, decision.timestamp()),
                        IssuanceTopology.CERTIFICATES_SINK));
        result.changes()
                .forEach(change -> out.forward(
                        new Record<>(requestId, (SpecificRecord) change, decision.timestamp()),
                        IssuanceTopology.STATUS_SINK));
    }
}
