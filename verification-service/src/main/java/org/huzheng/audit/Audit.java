package org.huzheng.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.CertificateTrail.EvidenceRecord;
import org.huzheng.audit.LogReader.Entry;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.FeedMark;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Evidence;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.StatusChange;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;
import org.huzheng.wire.SchemaRegistry;
import org.huzheng.wire.UndecodableRecordException;

/** Works from the topics alone, with a principal that may read and not write. */
public final class Audit {
    private final LogReader reader;
    private final AvroWire wire;

    /**
     * An audit of one exchange.
     *
     * @param clientConfig Kafka client settings of the auditor: {@code bootstrap.servers} and security
     * @param registry schema registry of the exchange
     */
    public Audit(Map<String, Object> clientConfig, SchemaRegistry registry) {
        this.reader = new LogReader(clientConfig);
        this.wire = new AvroWire(registry);
    }

    /**
     * Recomputes every stored decision.
     *
     * @throws AuditException if the topics cannot be read
     */
    public ReplayReport replay() {
        ExchangeLog log = ExchangeLog.read(reader, wire::decode, this::markOf);
        CaseJudging judging = new CaseJudging(KnownCertificateTypes.all(), wire::decode);
        return new Replay(log, judging, wire).run();
    }

    /**
     * What a certificate rests on; empty when no certificate has this number.
     *
     * @throws AuditException if the topics cannot be read, or the certificate's decision is not where it says
     */
    public Optional<CertificateTrail> certificate(String number) {
        List<Certificate> found = new ArrayList<>();
        reader.read(List.of(Topics.CERTIFICATES), entry -> {
            if (wire.decode(entry.value()) instanceof Certificate certificate
                    && certificate.getNumber().equals(number)) {
                found.add(certificate);
            }
        });
        return found.stream().findFirst().map(this::trailOf);
    }

    private CertificateTrail trailOf(Certificate certificate) {
        Entry decision = at(List.of(certificate.getDecision())).get(certificate.getDecision());
        if (decision == null) {
            throw new AuditException("certificate " + certificate.getNumber() + ": expected its decision at "
                    + RecordComparison.place(certificate.getDecision()) + ", found nothing");
        }
        DecisionHeader header = DecisionHeaders.of(wire.decode(decision.value()));
        List<Locator> places =
                header.getEvidence().stream().map(Evidence::getLocator).toList();
        Map<Locator, Entry> records = at(places);
        List<StatusChange> changes = new ArrayList<>();
        reader.read(List.of(Topics.CERTIFICATE_STATUS), entry -> {
            if (wire.decode(entry.value()) instanceof StatusChange change
                    && change.getNumber().equals(certificate.getNumber())) {
                changes.add(change);
            }
        });
        return new CertificateTrail(
                certificate,
                header,
                digestOf(decision).equals(certificate.getDecisionDigest()),
                header.getEvidence().stream()
                        .map(evidence -> recordOf(evidence, records))
                        .toList(),
                changes);
    }

    private EvidenceRecord recordOf(Evidence evidence, Map<Locator, Entry> records) {
        Entry entry = records.get(evidence.getLocator());
        if (entry == null) {
            return new EvidenceRecord(evidence, Optional.empty(), Optional.empty(), false);
        }
        boolean untouched = digestOf(entry).equals(evidence.getDigest());
        try {
            SpecificRecord body = wire.decode(entry.value());
            return new EvidenceRecord(
                    evidence, Optional.of(RecordEvent.headerOf(body)), Optional.of(entry.appendedAt()), untouched);
        } catch (UndecodableRecordException | IllegalArgumentException unreadable) {
            return new EvidenceRecord(evidence, Optional.empty(), Optional.of(entry.appendedAt()), untouched);
        }
    }

    private Map<Locator, Entry> at(List<Locator> places) {
        Map<Locator, Entry> found = new HashMap<>();
        List<Topic> topics = Topics.all().stream()
                .filter(topic ->
                        places.stream().anyMatch(place -> place.getTopic().equals(topic.name())))
                .toList();
        reader.read(topics, entry -> {
            if (places.contains(entry.place())) {
                found.put(entry.place(), entry);
            }
        });
        return found;
    }

    private Optional<FeedMark> markOf(byte[] value) {
        try {
            return wire.decode(value) instanceof FeedMark mark ? Optional.of(mark) : Optional.empty();
        } catch (UndecodableRecordException unreadable) {
            return Optional.empty();
        }
    }

    private static ByteBuffer digestOf(Entry entry) {
        return RecordDigest.sha256(entry.value()).buffer();
    }
}
