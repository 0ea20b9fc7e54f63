package org.huzheng.issuance;

import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.IssuedCertificates;
import org.huzheng.wire.Received;
import org.huzheng.wire.SingleObjectSerde;

/**
 * From decisions to certificates and status changes. An application of its own, reading only committed decisions, so that no signature exists of
 * a decision that was taken back.
 */
public final class IssuanceTopology {
    static final String DECISIONS_SOURCE = "decisions";
    static final String ISSUE_PROCESSOR = "issue-certificates";
    static final String CERTIFICATES_SINK = "certificates";
    static final String STATUS_SINK = "certificate-status";

    /** Request id to everything issued for it. */
    static final String ISSUED_STORE = "issued";

    private IssuanceTopology() {}

    /**
     * Builds the topology.
     *
     * @param topology an empty one
     * @param received decodes values and keeps their bytes; called once per source
     * @param written encodes values; called once per sink
     */
    public static Topology build(
            Topology topology,
            CertificateIssuing issuing,
            Supplier<Deserializer<Received>> received,
            Supplier<Serializer<SpecificRecord>> written) {
        return topology.addSource(DECISIONS_SOURCE, new StringDeserializer(), received.get(), Topics.DECISIONS.name())
                .addProcessor(ISSUE_PROCESSOR, () -> new IssueCertificates(issuing), DECISIONS_SOURCE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(ISSUED_STORE),
                                Serdes.String(),
                                new SingleObjectSerde<>(IssuedCertificates.class)),
                        ISSUE_PROCESSOR)
                .addSink(
                        CERTIFICATES_SINK,
                        Topics.CERTIFICATES.name(),
                        new StringSerializer(),
                        written.get(),
                        ISSUE_PROCESSOR)
                .addSink(
                        STATUS_SINK,
                        Topics.CERTIFICATE_STATUS.name(),
                        new StringSerializer(),
                        written.get(),
                        ISSUE_PROCESSOR);
    }
}
