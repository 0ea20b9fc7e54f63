package org.huzheng.results;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.ClaimDecision;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeStatement;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.Reexamination;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.exchange.StatusChange;
import org.huzheng.wire.Received;

/**
 * Follows requests, decisions, certificates, status changes and disputes into global stores, all partitions in every instance, so that any instance answers
 * for any request. Restoring goes through the same steps, since the stores hold other keys than the topics.
 *
 * @param types tells the certificate type of a decision
 * @param received decodes values; called once per source
 * @param listener is told of what was put
 */
public record ResultsTopology(
        CertificateTypes types, Supplier<Deserializer<Received>> received, ResultsListener listener) {
    static final String REQUESTS = "known-requests";
    static final String CLAIMS = "known-claims";
    static final String DECISIONS = "known-decisions";
    static final String CERTIFICATES = "known-certificates";
    static final String STATUSES = "known-statuses";
    static final String DISPUTES = "known-disputes";
    static final String DISPUTE_STATEMENTS = "known-dispute-statements";

    /** The topology, whose every node and store is named. */
    public Topology build() {
        Topology topology = new Topology();
        follow(topology, Topics.REQUESTS, REQUESTS, this::request);
        follow(topology, Topics.CLAIMS, CLAIMS, this::request);
        follow(topology, Topics.DECISIONS, DECISIONS, this::decision);
        follow(topology, Topics.CERTIFICATES, CERTIFICATES, this::certificate);
        follow(topology, Topics.CERTIFICATE_STATUS, STATUSES, this::status);
        follow(topology, Topics.DISPUTES, DISPUTES, this::dispute);
        follow(topology, Topics.DISPUTE_STATEMENTS, DISPUTE_STATEMENTS, this::statement);
        return topology;
    }

    private void follow(Topology topology, Topic topic, String store, FollowResults.Step step) {
        topology.addGlobalStore(
                store(store),
                "source-of-" + store,
                new StringDeserializer(),
                received.get(),
                topic.name(),
                "follow-" + store,
                () -> new FollowResults(store, step));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        // The topic itself is what a global store is restored from.
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    private void request(SpecificRecord record, Locator at, KeyValueStore<String, byte[]> store) {
        if (record instanceof Reexamination) {
            return;
        }
        RequestHeader header = types.requestHeaderOf(record);
        // The first of two sends of one request is the one that is judged.
        store.putIfAbsent(header.getRequestId(), ResultCodecs.REQUEST.encode(header));
        listener.requested(header.getRequestId());
    }

    private void decision(SpecificRecord record, Locator at, KeyValueStore<String, byte[]> store) {
        String type = types.ofDecision(record)
                .orElseThrow(
                        () -> new IllegalArgumentException("expected a decision of a known certificate type, found "
                                + record.getSchema().getFullName()))
                .code();
        KnownDecision known = new KnownDecision(
                type,
                at,
                DecisionHeaders.of(record),
                record instanceof ClaimDecision claimed ? claimed.getClaim() : null);
        store.put(known.getHeader().getRequestId(), ResultCodecs.DECISION.encode(known));
        listener.decided(known);
    }

    private void certificate(SpecificRecord record, Locator at, KeyValueStore<String, byte[]> store) {
        Certificate certificate = (Certificate) record;
        store.put(ResultKeys.certificate(certificate.getNumber()), ResultCodecs.CERTIFICATE.encode(certificate));
        store.put(ResultKeys.version(certificate), certificate.getNumber().getBytes(StandardCharsets.US_ASCII));
        store.put(ResultKeys.listInUse(certificate.getStatusList()), FollowResults.PRESENT);
        listener.issued(certificate);
    }

    private void status(SpecificRecord record, Locator at, KeyValueStore<String, byte[]> store) {
        StatusChange change = (StatusChange) record;
        store.put(ResultKeys.status(change.getNumber()), ResultCodecs.STATUS.encode(change));
        String slot = ResultKeys.slot(change);
        if (change.getStatus() == CertificateStatus.VALID) {
            store.delete(slot);
        } else {
            store.put(slot, change.getStatus().name().getBytes(StandardCharsets.US_ASCII));
        }
        listener.statusChanged(change.getStatusList());
    }

    private void statement(SpecificRecord record, Locator at, KeyValueStore<String, byte[]> store) {
        DisputeStatement statement = (DisputeStatement) record;
        store.put(statement.getDisputeId(), ResultCodecs.STATEMENT.encode(statement));
    }

    private void dispute(SpecificRecord record, Locator at, KeyValueStore<String, byte[]> store) {
        Dispute dispute = (Dispute) record;
        String key = ResultKeys.dispute(dispute.getHeader().getRecordId());
        byte[] known = store.get(key);
        // versions outrank each other whatever the order they come in
        if (known == null
                || ResultCodecs.DISPUTE.decode(known).getHeader().getVersion()
                        <= dispute.getHeader().getVersion()) {
            store.put(key, ResultCodecs.DISPUTE.encode(dispute));
            store.put(ResultKeys.disputeOfPerson(dispute), FollowResults.PRESENT);
            // what is about no record of the person concerns no department
            if (dispute.getOutcome() == null && dispute.getDisputedRecordId() != null) {
                store.put(ResultKeys.openDispute(dispute), FollowResults.PRESENT);
            } else {
                store.delete(ResultKeys.openDispute(dispute));
            }
        }
    }
}
